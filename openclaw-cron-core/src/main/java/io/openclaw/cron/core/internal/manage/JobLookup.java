package io.openclaw.cron.core.internal.manage;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.Page;
import io.openclaw.cron.core.internal.history.QueryRules;
import io.openclaw.cron.core.internal.json.StorableText;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.CronStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the jobs of an organization, and what is live of them; deleted jobs count as not there. */
public final class JobLookup {
    private final CronStore store;
    private final JobRules rules;

    /** Looks into this store. */
    public JobLookup(CronStore store, JobRules rules) {
        this.store = store;
        this.rules = rules;
    }

    Optional<CronJob> find(UUID jobId, String organizationId) {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(organizationId, "organizationId is null");
        return StorableText.is(organizationId)
                ? store.findJob(jobId, organizationId).filter(job -> job.status() != CronJobStatus.DELETED)
                : Optional.empty();
    }

    CronJob require(UUID jobId, String organizationId) {
        return find(jobId, organizationId).orElseThrow(() -> new JobNotFoundException(jobId));
    }

    CronJob require(UUID jobId, Caller caller) {
        rules.requireCaller(requireNonNull(caller, "caller is null"));
        return require(jobId, caller.organizationId());
    }

    Page<CronJob> list(CronJobListQuery query) {
        QueryRules.text("organizationId", requireNonNull(query, "query is null").organizationId());
        QueryRules.optionalText("userId", query.userId());
        QueryRules.optionalText("skillName", query.skillName());
        QueryRules.optionalText("jobKey", query.jobKey());
        QueryRules.optionalText("nameContains", query.nameContains());
        QueryRules.present("sort", query.sort());
        return store.listJobs(query);
    }

    /** The executions of a job that have not ended, newest first. */
    List<CronExecution> live(CronJob job) {
        var query = CronExecutionHistoryQuery.builder(job.organizationId())
                .jobId(job.jobId())
                .status(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING)
                .limit(Page.MAX_LIMIT);
        var live = new ArrayList<CronExecution>();
        Page<CronExecution> page;
        do {
            page = store.listExecutions(query.build());
            live.addAll(page.items());
            query.cursor(page.nextCursor());
        } while (page.hasMore());
        return live;
    }

    /** The fires that these executions are for. */
    Set<Instant> liveFires(CronJob job) {
        return live(job).stream()
                .map(CronExecution::scheduledFor)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
