package io.openclaw.cron.core.internal.manage;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobHealth;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStats;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.Page;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.JobConflictException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The manager: says what each call makes of a job; the drafts check it, the writes commit and announce it. */
public final class DefaultCronManager implements CronManager {
    private static final int MOST_AT_ONCE = 10_000;
    private static final int HEALTH_DAYS = 30;

    private final JobDrafts drafts;
    private final JobLookup jobs;
    private final JobWrites writes;
    private final ManualRuns runs;
    private final CronHistory history;

    /** Puts the parts together. */
    public DefaultCronManager(
            JobDrafts drafts, JobLookup jobs, JobWrites writes, ManualRuns runs, CronHistory history) {
        this.drafts = drafts;
        this.jobs = jobs;
        this.writes = writes;
        this.runs = runs;
        this.history = history;
    }

    @Override
    public CronJob createCronJob(CreateCronJobRequest request) {
        requireNonNull(request, "request is null");
        return writes.insert(now -> List.of(drafts.create(request, now))).get(0);
    }

    @Override
    public List<CronJob> createCronJobs(List<CreateCronJobRequest> requests) {
        requireNonNull(requests, "requests is null");
        if (requests.size() > MOST_AT_ONCE) {
            throw new InvalidJobException(
                    "requests", "has " + requests.size() + " jobs; at most " + MOST_AT_ONCE + " are allowed");
        }
        return writes.insert(now -> {
            var created = new ArrayList<CronJob>();
            for (var request : requests) {
                created.add(create("requests[" + created.size() + "]", request, now));
            }
            return created;
        });
    }

    @Override
    public Optional<CronJob> getCronJob(UUID jobId, String organizationId) {
        return jobs.find(jobId, organizationId);
    }

    @Override
    public CronJob updateCronJob(UUID jobId, Caller caller, UpdateCronJobRequest request) {
        requireNonNull(request, "request is null");
        return writes.change(jobId, caller, (job, now) -> {
            var expected = request.expectedVersion();
            if (expected != null && expected != job.version()) {
                throw JobConflictException.version(jobId, expected, job.version());
            }
            return switched(drafts.update(job, request, now), request.enabled(), caller);
        });
    }

    @Override
    public void deleteCronJob(UUID jobId, Caller caller) {
        writes.change(jobId, caller, (job, now) -> drafts.stop(job, CronJobStatus.DELETED, caller.reason()));
    }

    @Override
    public CronJob enableCronJob(UUID jobId, Caller caller) {
        return writes.change(jobId, caller, (job, now) -> switched(job, true, caller));
    }

    @Override
    public CronJob disableCronJob(UUID jobId, Caller caller) {
        return writes.change(jobId, caller, (job, now) -> switched(job, false, caller));
    }

    @Override
    public CronJob pauseCronJob(UUID jobId, Caller caller) {
        return writes.change(jobId, caller, (job, now) -> {
            requireNotDisabled(job, "paused; only an enabled job can be");
            return job.status() == CronJobStatus.PAUSED ? job : drafts.stop(job, CronJobStatus.PAUSED, caller.reason());
        });
    }

    @Override
    public CronJob resumeCronJob(UUID jobId, Caller caller) {
        return writes.change(jobId, caller, (job, now) -> {
            requireNotDisabled(job, "resumed; enable it instead");
            return switched(job, true, caller);
        });
    }

    @Override
    public Page<CronJob> listCronJobs(CronJobListQuery query) {
        return jobs.list(query);
    }

    @Override
    public CronExecution triggerManualRun(UUID jobId, Caller caller) {
        return runs.queue(jobId, caller);
    }

    @Override
    public CronJobStats getCronJobStats(UUID jobId, String organizationId) {
        var job = jobs.require(jobId, organizationId);
        var recent = history.getExecutionSummary(jobId, organizationId, HEALTH_DAYS);
        return new CronJobStats(jobId, job.state(), recent, CronJobHealth.of(recent.outcomes()), job.nextRun());
    }

    private CronJob create(String name, @Nullable CreateCronJobRequest request, Instant now) {
        var present = TextRules.present(name, request, "each element is a job to create");
        try {
            return drafts.create(present, now);
        } catch (InvalidJobException refused) {
            throw new InvalidJobException(name + "." + refused.field(), refused.reason());
        }
    }

    private CronJob switched(CronJob job, @Nullable Boolean enabled, Caller caller) {
        if (enabled == null) {
            return job;
        }
        var status = enabled ? CronJobStatus.ENABLED : CronJobStatus.DISABLED;
        if (job.status() == status) {
            return job;
        }
        return enabled ? drafts.enable(job) : drafts.stop(job, status, caller.reason());
    }

    private static void requireNotDisabled(CronJob job, String otherwise) {
        if (job.status() == CronJobStatus.DISABLED) {
            throw JobConflictException.state(job.jobId(), "is disabled and cannot be " + otherwise);
        }
    }
}
