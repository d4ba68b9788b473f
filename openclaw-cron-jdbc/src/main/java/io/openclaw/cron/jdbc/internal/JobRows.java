package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronJob;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs as columns; each method is one of them, bound by its name. */
public final class JobRows {
    private final Arrays<CronJob> rows;

    JobRows(List<CronJob> jobs) {
        this.rows = new Arrays<>(jobs);
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(CronJob::organizationId);
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(CronJob::jobId);
    }

    public @Nullable String[] userIds() {
        return rows.texts(CronJob::userId);
    }

    public @Nullable String[] jobKeys() {
        return rows.texts(CronJob::jobKey);
    }

    public @Nullable String[] jobNames() {
        return rows.texts(CronJob::jobName);
    }

    public @Nullable String[] foldedNames() {
        return rows.texts(job -> job.jobName().toLowerCase(Locale.ROOT));
    }

    public @Nullable String[] descriptions() {
        return rows.texts(CronJob::description);
    }

    public @Nullable String[] schedules() {
        return rows.texts(CronJob::schedule);
    }

    public @Nullable String[] timezones() {
        return rows.texts(CronJob::timezone);
    }

    public @Nullable String[] skillNames() {
        return rows.texts(CronJob::skillName);
    }

    public @Nullable String[] skillParams() {
        return rows.texts(job -> Json.write(job.skillParams()));
    }

    public @Nullable String[] statuses() {
        return rows.texts(job -> Names.of(job.status()));
    }

    public @Nullable String[] statusReasons() {
        return rows.texts(CronJob::statusReason);
    }

    public Integer[] priorities() {
        return rows.integers(CronJob::priority);
    }

    public @Nullable String[] misfirePolicies() {
        return rows.texts(job -> Names.of(job.policies().misfire()));
    }

    public @Nullable String[] overlapPolicies() {
        return rows.texts(job -> Names.of(job.policies().overlap()));
    }

    public @Nullable String[] recoveryPolicies() {
        return rows.texts(job -> Names.of(job.policies().recovery()));
    }

    public Boolean[] catchUps() {
        return rows.flags(job -> job.policies().catchUpAfterPause());
    }

    public Integer[] maxRetries() {
        return rows.integers(CronJob::maxRetries);
    }

    public Integer[] timeoutSeconds() {
        return rows.integers(CronJob::timeoutSeconds);
    }

    public Long[] versions() {
        return rows.numbers(CronJob::version);
    }

    public @Nullable Instant[] createdAts() {
        return rows.instants(CronJob::createdAt);
    }

    public @Nullable Instant[] updatedAts() {
        return rows.instants(CronJob::updatedAt);
    }

    public @Nullable Instant[] deletedAts() {
        return rows.instants(CronJob::deletedAt);
    }
}
