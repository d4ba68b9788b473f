/** Start and stop order, threads, time, guarded periodic tasks. */
@NullMarked
package io.openclaw.cron.core.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
