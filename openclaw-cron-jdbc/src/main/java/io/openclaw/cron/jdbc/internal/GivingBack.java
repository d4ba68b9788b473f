package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.rules.GivenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Takes executions from a node that holds them no longer. */
final class GivingBack {
    private final Handle handle;
    private final ExecutionDao executions;
    private final Statistics statistics;

    GivingBack(Handle handle, Statistics statistics) {
        this.handle = handle;
        this.executions = Daos.of(handle, ExecutionDao.class);
        this.statistics = statistics;
    }

    /** All that a dead node owns; returns it as it is now. */
    List<CronExecution> byDeadNode(UUID nodeId, int maxRecoveries, Instant now) {
        return giveBack(
                nodeId,
                execution -> true,
                (job, execution) -> GivenBack.byDeadNode(job, execution, maxRecoveries, now),
                now);
    }

    /** What a living node gives back by itself; returns it as it is now. */
    List<CronExecution> byLivingNode(UUID nodeId, Predicate<CronExecution> which, Instant now) {
        return giveBack(nodeId, which, (job, execution) -> GivenBack.byLivingNode(job, execution, now), now);
    }

    private List<CronExecution> giveBack(
            UUID nodeId,
            Predicate<CronExecution> which,
            BiFunction<CronJob, CronExecution, CronExecution> becomes,
            Instant now) {
        // Jobs before executions, as everybody locks them: a job must not be disabled while its execution goes back to
        // waiting.
        var keys = executions.ownedBy(nodeId).stream()
                .map(owned -> new JobKey(owned.organizationId(), owned.jobId()))
                .toList();
        if (keys.isEmpty()) {
            return List.of();
        }
        Daos.of(handle, NextRunDao.class).share(new JobKeys(keys));
        var jobs = Jobs.byKey(handle, keys);
        var changes = new ExecutionChanges();
        var owned = new ArrayList<>(takeFires(nodeId, which));
        owned.forEach(changes::take);
        owned.addAll(executions.lockOwnedBy(nodeId));
        var changed = new ArrayList<CronExecution>();
        for (var execution : owned) {
            if (!which.test(execution)) {
                continue;
            }
            var after = becomes.apply(
                    requireNonNull(jobs.get(Jobs.keyOf(execution))).job(), execution);
            changes.change(execution, after);
            changed.add(after);
        }
        changes.write(handle, statistics, now);
        return changed;
    }

    /** Some of them may have started in this moment. */
    private List<CronExecution> takeFires(UUID nodeId, Predicate<CronExecution> which) {
        var fires = Daos.of(handle, ClaimedFireDao.class);
        var held = fires.heldBy(nodeId).stream().filter(which).toList();
        return held.isEmpty() ? List.of() : fires.takeExecutions(new ExecutionRows(held));
    }
}
