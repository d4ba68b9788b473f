package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Turns requests into jobs: checks every value, and takes defaults for those that are absent. */
public final class JobDrafts {
    private final CronManagerConfig config;
    private final JobRules rules;
    private final CronExpressions expressions;
    private final TimeOrderedIds ids;

    /** Drafts by these rules, with the defaults of this configuration. */
    public JobDrafts(CronManagerConfig config, JobRules rules, CronExpressions expressions, TimeOrderedIds ids) {
        this.config = config;
        this.rules = rules;
        this.expressions = expressions;
        this.ids = ids;
    }

    /** The job that a request asks for, with its first fire. */
    CronJob create(CreateCronJobRequest request, Instant now) {
        var organization = rules.name("organizationId", request.organizationId());
        var user = rules.name("userId", request.userId());
        var zone = rules.zone(request.timezone() == null ? defaultZone() : request.timezone());
        var schedule = rules.schedule(request.schedule(), zone, now);
        var retries = request.maxRetries() == null ? config.retryAttempts() : request.maxRetries();
        return CronJob.builder(ids.next(now), organization, user)
                .jobName(rules.name("jobName", request.jobName()))
                .schedule(schedule)
                .timezone(zone)
                .skillName(rules.skill(request.skillName()))
                .jobKey(request.jobKey() == null ? null : rules.name("jobKey", request.jobKey()))
                .description(rules.description("description", request.description()))
                .skillParams(rules.parameters(request.skillParams()))
                .status(request.enabled() ? CronJobStatus.ENABLED : CronJobStatus.DISABLED)
                .priority(rules.priority(request.priority()))
                .policies(rules.policies(request.policies()))
                .maxRetries(rules.maxRetries(retries))
                .timeoutSeconds(rules.timeoutSeconds(timeoutOf(request)))
                .nextRun(request.enabled() ? firstFire(schedule, zone, now) : null)
                .version(1)
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    /** A job with the values that a request changes; its version and its next fire are not touched. */
    CronJob update(CronJob job, UpdateCronJobRequest request, Instant now) {
        var changed = job.toBuilder();
        if (request.jobName() != null) {
            changed.jobName(rules.name("jobName", request.jobName()));
        }
        if (request.jobKey() != null) {
            changed.jobKey(request.jobKey().isEmpty() ? null : rules.name("jobKey", request.jobKey()));
        }
        if (request.description() != null) {
            changed.description(rules.description("description", request.description()));
        }
        if (request.skillName() != null) {
            changed.skillName(rules.skill(request.skillName()));
        }
        if (request.skillParams() != null) {
            changed.skillParams(rules.parameters(request.skillParams()));
        }
        if (request.priority() != null) {
            changed.priority(rules.priority(request.priority()));
        }
        if (request.maxRetries() != null) {
            changed.maxRetries(rules.maxRetries(request.maxRetries()));
        }
        if (request.timeoutSeconds() != null) {
            changed.timeoutSeconds(rules.timeoutSeconds(request.timeoutSeconds()));
        }
        changed.policies(policies(job.policies(), request));
        return withTimes(changed.build(), request, now);
    }

    /** A job that fires: its zone and its skill must still be there. */
    CronJob enable(CronJob job) {
        rules.requireRunnable(job);
        return job.toBuilder().status(CronJobStatus.ENABLED).statusReason(null).build();
    }

    /** A job that does not fire. */
    CronJob stop(CronJob job, CronJobStatus status, @Nullable String reason) {
        return job.toBuilder().status(status).statusReason(reason).build();
    }

    private CronJob withTimes(CronJob job, UpdateCronJobRequest request, Instant now) {
        if (request.schedule() == null && request.timezone() == null) {
            return job;
        }
        // The zone first, also one that stays: it may have gone, and then it is not the expression that is wrong.
        var zone = rules.zone(request.timezone() == null ? job.timezone() : request.timezone());
        var schedule = rules.schedule(request.schedule() == null ? job.schedule() : request.schedule(), zone, now);
        return job.toBuilder().timezone(zone).schedule(schedule).build();
    }

    private static JobPolicies policies(JobPolicies policies, UpdateCronJobRequest request) {
        return new JobPolicies(
                orElse(request.misfirePolicy(), policies.misfire()),
                orElse(request.overlapPolicy(), policies.overlap()),
                orElse(request.recoveryPolicy(), policies.recovery()),
                orElse(request.catchUpAfterPause(), policies.catchUpAfterPause()));
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private int timeoutOf(CreateCronJobRequest request) {
        return request.timeoutSeconds() == null
                ? Math.toIntExact(config.executionTimeout().toSeconds())
                : request.timeoutSeconds();
    }

    private @Nullable Instant firstFire(String schedule, String zone, Instant now) {
        return expressions.fireTimes(schedule, zone).next(now).orElse(null);
    }

    /** The constant for UTC is called Z, which is a good name for few. */
    private String defaultZone() {
        ZoneId zone = config.defaultTimezone();
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
