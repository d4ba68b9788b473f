/** Guarded, ordered delivery of events. */
@NullMarked
package io.openclaw.cron.core.internal.event;

import org.jspecify.annotations.NullMarked;
