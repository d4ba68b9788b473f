/** Group commit of outcomes. */
@NullMarked
package io.openclaw.cron.core.internal.record;

import org.jspecify.annotations.NullMarked;
