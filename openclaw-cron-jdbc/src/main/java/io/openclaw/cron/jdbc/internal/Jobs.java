package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.JobExecution;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Looks up the jobs of executions. */
final class Jobs {
    private Jobs() {}

    static JobKey keyOf(CronExecution execution) {
        return new JobKey(execution.organizationId(), execution.jobId());
    }

    /** The jobs of these keys; those that do not exist are missing. */
    static Map<JobKey, StoredJob> byKey(Handle handle, Collection<JobKey> keys) {
        return keys.isEmpty()
                ? Map.of()
                : Daos.of(handle, JobDao.class).findAll(new JobKeys(keys)).stream()
                        .collect(Collectors.toMap(StoredJob::key, Function.identity()));
    }

    /** Executions together with their jobs as they are now. */
    static List<JobExecution> with(Handle handle, List<CronExecution> executions) {
        var jobs = byKey(handle, executions.stream().map(Jobs::keyOf).toList());
        return executions.stream()
                .map(execution -> new JobExecution(
                        execution,
                        Objects.requireNonNull(jobs.get(keyOf(execution)), "an execution has a job")
                                .shown()))
                .toList();
    }
}
