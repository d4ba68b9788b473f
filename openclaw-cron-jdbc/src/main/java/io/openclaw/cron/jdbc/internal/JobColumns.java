package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import java.util.Locale;

/** The columns of {@code cron_jobs}, and what a job has in them. */
final class JobColumns {
    /** Their names, in the order of the values. */
    static final String NAMES = """
            organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule, timezone,
            skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy,
            recovery_policy, catch_up_after_pause, max_retries, timeout_seconds, version, created_at, updated_at,
            deleted_at""";

    private JobColumns() {}

    static void write(RowValues values, CronJob job) {
        values.text(job.organizationId());
        values.id(job.jobId());
        values.text(job.userId());
        values.text(job.jobKey());
        values.text(job.jobName());
        values.text(job.jobName().toLowerCase(Locale.ROOT));
        values.text(job.description());
        values.text(job.schedule());
        values.text(job.timezone());
        values.text(job.skillName());
        values.text(Json.write(job.skillParams()));
        values.text(Names.of(job.status()));
        values.text(job.statusReason());
        values.integer(job.priority());
        values.text(Names.of(job.policies().misfire()));
        values.text(Names.of(job.policies().overlap()));
        values.text(Names.of(job.policies().recovery()));
        values.flag(job.policies().catchUpAfterPause());
        values.integer(job.maxRetries());
        values.integer(job.timeoutSeconds());
        values.number(job.version());
        values.instant(job.createdAt());
        values.instant(job.updatedAt());
        values.instant(job.deletedAt());
    }
}
