package io.openclaw.cron;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates, changes, lists and triggers jobs.
 *
 * <p>Everything is durable when a method returns, as far as the store is; on a view of a store that joins a transaction of
 * the host's, when the host commits. Another organization's id gets the same answer
 * as an id that does not exist. All methods may be called from any thread, before and after the library was started,
 * and throw {@link CronStoreException} if the store cannot be reached: then the change may or may not have been made.
 */
public interface CronManager {

    /**
     * Creates a job and puts it on its schedule.
     *
     * @param request what it shall be
     * @return the job, with its next fire
     * @throws InvalidJobException if a value breaks its rule, the skill or the time zone is unknown, or the schedule can
     *     never fire
     * @throws InvalidCronExpressionException if the schedule breaks the grammar
     * @throws JobConflictException if the job key is taken
     */
    CronJob createCronJob(CreateCronJobRequest request);

    /**
     * Creates many jobs, all of them or none.
     *
     * @param requests what they shall be, at most 10,000
     * @return the jobs in the same order
     * @throws InvalidJobException as {@link #createCronJob}, or if there are too many
     * @throws InvalidCronExpressionException as {@link #createCronJob}
     * @throws JobConflictException as {@link #createCronJob}
     */
    List<CronJob> createCronJobs(List<CreateCronJobRequest> requests);

    /**
     * Finds a job.
     *
     * @param jobId the job
     * @param organizationId whose job
     * @return the job; empty if the organization has no such job, or it was deleted
     */
    Optional<CronJob> getCronJob(UUID jobId, String organizationId);

    /**
     * Changes a job. A change of its schedule, zone or status takes effect from now on: fires of the old schedule that
     * are not due yet never happen. Other changes apply to the fires that no node has reserved yet. What runs goes on.
     *
     * @param jobId the job
     * @param caller who asks
     * @param request what to change
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     * @throws InvalidJobException if a new value breaks its rule
     * @throws InvalidCronExpressionException if the new schedule breaks the grammar
     * @throws JobConflictException if it has another version than expected, or the new key is taken
     */
    CronJob updateCronJob(UUID jobId, Caller caller, UpdateCronJobRequest request);

    /**
     * Deletes a job for good: it never fires again, what waits is cancelled, what runs is finished and recorded. Its
     * history can be read until retention removes it.
     *
     * @param jobId the job
     * @param caller who asks
     * @throws JobNotFoundException if the caller's organization has no such job, or it was deleted already
     */
    void deleteCronJob(UUID jobId, Caller caller);

    /**
     * Lets a job fire, from now on. Does nothing if it is enabled already.
     *
     * @param jobId the job
     * @param caller who asks
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     * @throws InvalidJobException if it cannot run: its zone or its skill is gone
     */
    CronJob enableCronJob(UUID jobId, Caller caller);

    /**
     * Lets a job fire no longer and forgets what it misses. What is reserved, queued or waiting for a retry is
     * cancelled; what runs is finished and recorded. Manual runs are still possible. Does nothing if it is disabled
     * already.
     *
     * @param jobId the job
     * @param caller who asks; the reason is kept on the job
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     */
    CronJob disableCronJob(UUID jobId, Caller caller);

    /**
     * Lets a job fire no longer until it is resumed. What has fired already goes on. Manual runs are still possible.
     * Does nothing if it is paused already.
     *
     * @param jobId the job
     * @param caller who asks; the reason is kept on the job
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     * @throws JobConflictException if it is disabled
     */
    CronJob pauseCronJob(UUID jobId, Caller caller);

    /**
     * Lets a paused job fire again. What was due meanwhile is recorded as one skipped range, or is made up for by the
     * misfire policy if the job says {@code catchUpAfterPause}. Does nothing if it is enabled already.
     *
     * @param jobId the job
     * @param caller who asks
     * @return the job as it is now
     * @throws JobNotFoundException if the caller's organization has no such job
     * @throws JobConflictException if it is disabled
     * @throws InvalidJobException if it cannot run: its zone or its skill is gone
     */
    CronJob resumeCronJob(UUID jobId, Caller caller);

    /**
     * Lists jobs.
     *
     * @param query which, in which order, and which page
     * @return the page
     * @throws InvalidQueryException if the cursor is not one of this query
     */
    Page<CronJob> listCronJobs(CronJobListQuery query);

    /**
     * Runs a job now, once, whatever its status and schedule. Returns at once, when the run is durably queued. If the
     * job's overlap policy forbids it to run beside a live execution, it waits for its turn.
     *
     * @param jobId the job
     * @param caller who asks; the user of the execution
     * @return the execution as it was queued
     * @throws JobNotFoundException if the caller's organization has no such job
     */
    CronExecution triggerManualRun(UUID jobId, Caller caller);

    /**
     * Tells how a job is doing.
     *
     * @param jobId the job
     * @param organizationId whose job
     * @return its counts, its last 30 days and the verdict on them
     * @throws JobNotFoundException if the organization has no such job
     */
    CronJobStats getCronJobStats(UUID jobId, String organizationId);
}
