/** From an expression and a zone to fire times: grammar, compiled form, clock changes, words. Pure; knows no jobs. */
@NullMarked
package io.openclaw.cron.core.internal.schedule;

import org.jspecify.annotations.NullMarked;
