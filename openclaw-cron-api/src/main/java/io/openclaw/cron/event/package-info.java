/**
 * What the library tells the world while it works: {@link io.openclaw.cron.event.CronEvent} and its records.
 */
@NullMarked
package io.openclaw.cron.event;

import org.jspecify.annotations.NullMarked;
