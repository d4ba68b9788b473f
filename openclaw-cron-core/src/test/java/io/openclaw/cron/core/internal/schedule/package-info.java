@NullMarked
package io.openclaw.cron.core.internal.schedule;

import org.jspecify.annotations.NullMarked;
