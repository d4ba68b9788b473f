package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.rules.ClaimRoom;
import io.openclaw.cron.spi.rules.ClaimSlots;
import io.openclaw.cron.spi.rules.FireExecution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a claim that is about one priority: takes due jobs and waiting executions together in the order of time. */
final class LevelClaim {
    private final MemoryTables tables;
    private final ClaimRequest request;
    private final FirePlanner planner;
    private final ClaimRoom room;
    private final ClaimSlots slots;
    private final ClaimOutcome outcome;

    LevelClaim(MemoryTables tables, ClaimRequest request, FirePlanner planner, Room room, ClaimOutcome outcome) {
        this.tables = tables;
        this.request = request;
        this.planner = planner;
        this.room = room.ofNode();
        this.slots = room.ofLimits();
        this.outcome = outcome;
    }

    /** What there is room for: on the node, and under the limits. */
    record Room(ClaimRoom ofNode, ClaimSlots ofLimits) {}

    void claim(PriorityLevel level) {
        var ready = new LaneWalk(level.ready, request, () -> room.due() > 0, () -> room.ahead() > 0);
        var walks = List.of(
                new LaneWalk(level.idle, request, () -> room.due() > 0, () -> room.ahead() > 0),
                new LaneWalk(level.sharing, request, () -> true, () -> room.ahead() > 0),
                new LaneWalk(level.busy, request, () -> true, () -> false),
                ready);
        var plans = new PlanWriter(tables, request, new Room(room, slots), outcome, ready);
        for (var walk = earliest(walks); walk != null && !slots.exhausted(); walk = earliest(walks)) {
            var due = requireNonNull(walk.peek());
            walk.moveTo(due);
            if (due.dueAt().isAfter(request.now()) && !slots.allowAhead(due.skillName(), due.organizationId())) {
                // Left as it is: at its time it is looked at again.
                continue;
            }
            if (due instanceof JobRow job) {
                plans.carryOut(job, planner.plan(dueJob(job)));
            } else if (due instanceof ExecutionRow execution) {
                claimWaiting(execution);
            }
        }
    }

    private static @Nullable LaneWalk earliest(List<LaneWalk> walks) {
        LaneWalk earliest = null;
        Due first = null;
        for (var walk : walks) {
            var next = walk.peek();
            if (next != null && (first == null || Due.ORDER.compare(next, first) < 0)) {
                earliest = walk;
                first = next;
            }
        }
        return earliest;
    }

    private DueJob dueJob(JobRow job) {
        var executions = job.executionsIfAny();
        return new DueJob(
                job.undecided(),
                job.liveCount(),
                executions == null ? 0 : executions.waitingInTurn(),
                room.due() > 0,
                room.ahead() > 0);
    }

    private void claimWaiting(ExecutionRow row) {
        var execution = row.value();
        var limit = slots.blocking(execution.skillName(), execution.organizationId());
        if (limit != null) {
            slots.block();
            tables.lanes.block(row, limit);
            return;
        }
        slots.take(execution.skillName(), execution.organizationId());
        tables.executions.change(row, FireExecution.claimed(execution, request), request.now());
        room.take(execution.availableAt());
        outcome.claimed.add(row.withJob());
    }
}
