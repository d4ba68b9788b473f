package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a job.
 *
 * @param job the job as it shall be, with its new version, a higher one; {@code nextRun} and {@code state} are not looked at
 * @param expectedVersion the version on which the change was computed
 * @param now when; what is due by then is not touched by rescheduling
 * @param rescheduler what to do with the next fire and reservations that are not due yet; null to leave both
 * @param cancelWaiting whether to cancel what is pending and due, owned or not, and what waits for a retry
 * @param skipped a skipped execution to insert, or null; passed over if its first fire has an
 *     execution already
 */
public record JobChange(
        CronJob job,
        long expectedVersion,
        Instant now,
        @Nullable Rescheduler rescheduler,
        boolean cancelWaiting,
        @Nullable CronExecution skipped) {}
