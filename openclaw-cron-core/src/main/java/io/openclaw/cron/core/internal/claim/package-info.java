/** Reserving, fire-ahead, heartbeat, self-fencing, recovery. */
@NullMarked
package io.openclaw.cron.core.internal.claim;

import org.jspecify.annotations.NullMarked;
