/**
 * The library's public interfaces and the immutable records they speak in.
 *
 * <p>Start with {@link io.openclaw.cron.CronManager}, which creates jobs; {@link io.openclaw.cron.CronHistory} tells what
 * became of them.
 */
@NullMarked
package io.openclaw.cron;

import org.jspecify.annotations.NullMarked;
