/** Dispatch, one execution, one attempt, retry decision, timeouts, cancellation. */
@NullMarked
package io.openclaw.cron.core.internal.run;

import org.jspecify.annotations.NullMarked;
