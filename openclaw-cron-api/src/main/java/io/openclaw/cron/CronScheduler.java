package io.openclaw.cron;

import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.error.JobNotFoundException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * When jobs fire: reads, explains and computes cron expressions, and switches jobs' schedules on and off.
 *
 * <p>Expressions have five fields (minute, hour, day of month, month, day of week) or six (seconds first). All methods
 * may be called from any thread. The computing ones depend on their arguments alone.
 */
public interface CronScheduler {

    /**
     * Checks an expression in the default time zone and previews it.
     *
     * @param expression any text, of any length
     * @return all that is wrong with it, or its description and next five runs; never throws
     */
    CronValidationResult validateCronExpression(String expression);

    /**
     * Checks an expression and a time zone's name and previews them.
     *
     * @param expression any text, of any length
     * @param zone any text; valid are the region names of the time zone database, such as {@code Europe/Oslo}, and
     *     fixed offsets
     * @return all that is wrong with them, or the description and next five runs; never throws
     */
    CronValidationResult validateCronExpression(String expression, String zone);

    /**
     * Splits an expression into its fields.
     *
     * @param expression the expression; macros such as {@code @daily} are replaced by what they stand for
     * @return its parts
     * @throws InvalidCronExpressionException if it breaks the grammar
     */
    CronSchedule parseCronExpression(String expression);

    /**
     * The first fire time strictly after an instant.
     *
     * @param expression the expression
     * @param zone the zone on whose wall clock it is read
     * @param after where to start; a fraction of a second counts
     * @return the fire time, at a whole second; empty if it never fires again
     * @throws InvalidCronExpressionException if it breaks the grammar
     */
    Optional<Instant> calculateNextRun(String expression, ZoneId zone, Instant after);

    /**
     * The first fire times strictly after an instant.
     *
     * @param expression the expression
     * @param zone the zone on whose wall clock it is read
     * @param after where to start
     * @param count how many, 0 to 1,000
     * @return the fire times in order, fewer if it fires less often
     * @throws InvalidCronExpressionException if it breaks the grammar
     * @throws IllegalArgumentException if count is out of range
     */
    List<Instant> calculateNextRuns(String expression, ZoneId zone, Instant after, int count);

    /**
     * The expression in words, such as "at 09:00 on Monday".
     *
     * @param expression the expression
     * @param locale the language; English where the library has no other
     * @return one phrase
     * @throws InvalidCronExpressionException if it breaks the grammar
     */
    String describe(String expression, Locale locale);

    /**
     * Puts a job on its schedule: the same as {@link CronManager#enableCronJob}, durable and on all nodes.
     *
     * @param jobId the job
     * @param caller who asks
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     */
    CronJob scheduleJob(UUID jobId, Caller caller);

    /**
     * Takes a job off its schedule: the same as {@link CronManager#disableCronJob}.
     *
     * @param jobId the job
     * @param caller who asks
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     */
    CronJob unscheduleJob(UUID jobId, Caller caller);

    /**
     * Pauses a job: the same as {@link CronManager#pauseCronJob}.
     *
     * @param jobId the job
     * @param caller who asks
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     */
    CronJob pauseJob(UUID jobId, Caller caller);

    /**
     * Resumes a paused job: the same as {@link CronManager#resumeCronJob}.
     *
     * @param jobId the job
     * @param caller who asks
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     */
    CronJob resumeJob(UUID jobId, Caller caller);

    /**
     * What this node is doing, and what waits in the store.
     *
     * @return figures of this moment
     */
    CronSchedulerStatistics getStatistics();

    /**
     * Stops this node as closing the library does: takes nothing new, waits up to the grace period for what runs, and
     * gives the rest back. Does nothing if it has stopped already.
     */
    void shutdown();
}
