package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.JobPolicies;
import java.util.HashMap;
import java.util.Map;

/** Keeps one copy of texts that many jobs have in common, for a hundred thousand jobs have a handful of time zones. */
final class SharedTexts {
    private final Map<String, String> texts = new HashMap<>();

    /** The same job with shared texts. */
    CronJob share(CronJob job, String organizationId) {
        return new CronJob(
                job.jobId(),
                organizationId,
                share(job.userId()),
                job.jobKey(),
                job.jobName(),
                job.description(),
                share(job.schedule()),
                share(job.timezone()),
                share(job.skillName()),
                job.skillParams(),
                job.status(),
                job.statusReason(),
                job.priority(),
                job.policies().equals(JobPolicies.DEFAULT) ? JobPolicies.DEFAULT : job.policies(),
                job.maxRetries(),
                job.timeoutSeconds(),
                job.nextRun(),
                job.version(),
                job.createdAt(),
                job.updatedAt().equals(job.createdAt()) ? job.createdAt() : job.updatedAt(),
                job.deletedAt(),
                job.state());
    }

    private String share(String text) {
        var known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }
}
