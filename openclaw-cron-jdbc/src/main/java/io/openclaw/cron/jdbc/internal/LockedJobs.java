package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.jdbc.internal.NextRunDao.Due;
import io.openclaw.cron.jdbc.internal.NextRunDao.Fire;
import io.openclaw.cron.jdbc.internal.StoredJob.Definition;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What a claim decides by of jobs that it has locked just now: only what is read from there on is sure to stay. */
final class LockedJobs {
    private final Handle handle;
    private final NextRunDao nextRuns;
    private final JobDao jobs;
    private final ExecutionDao executions;

    LockedJobs(Handle handle) {
        this.handle = handle;
        this.nextRuns = Daos.of(handle, NextRunDao.class);
        this.jobs = Daos.of(handle, JobDao.class);
        this.executions = Daos.of(handle, ExecutionDao.class);
    }

    /** Reads jobs, in the order in which they are given. */
    List<LockedJob> read(List<Due> due) {
        if (due.isEmpty()) {
            return List.of();
        }
        return due.size() < ClaimPlans.MANY ? readFew(due) : readMany(due);
    }

    private List<LockedJob> readFew(List<Due> due) {
        var found = jobs.define(new JobKeys(due.stream().map(Due::key).toList()));
        var busy = found.stream().filter(Definition::busy).map(Definition::key).collect(Collectors.toSet());
        return assemble(due, found, busy);
    }

    /** The jobs, and then the busy ones among them, each in one walk along an index. */
    private List<LockedJob> readMany(List<Due> due) {
        ClaimPlans.planEachTime(handle);
        var ids = due.stream().map(job -> job.key().jobId()).toArray(UUID[]::new);
        return assemble(due, jobs.defineMany(ids), executions.busy(ids));
    }

    private List<LockedJob> assemble(List<Due> due, List<Definition> found, Set<JobKey> busy) {
        var definitions = found.stream().collect(Collectors.toMap(Definition::key, Function.identity()));
        var live = liveOf(due.stream().map(Due::key).filter(busy::contains).toList());
        var taken = takenFiresOf(due.stream().filter(Due::again).toList());
        return due.stream()
                .map(job -> new LockedJob(
                        job,
                        requireNonNull(definitions.get(job.key())).job(),
                        live.getOrDefault(job.key(), List.of()),
                        taken.getOrDefault(job.key(), List.of())))
                .toList();
    }

    private Map<JobKey, List<CronExecution>> liveOf(List<JobKey> keys) {
        return keys.isEmpty()
                ? Map.of()
                : executions.liveOf(new JobKeys(keys)).stream().collect(Collectors.groupingBy(Jobs::keyOf));
    }

    private Map<JobKey, List<Instant>> takenFiresOf(List<Due> again) {
        return again.isEmpty()
                ? Map.of()
                : nextRuns.takenFires(new DueRows(again)).stream()
                        .collect(Collectors.groupingBy(
                                Fire::key, Collectors.mapping(Fire::fireAt, Collectors.toList())));
    }
}
