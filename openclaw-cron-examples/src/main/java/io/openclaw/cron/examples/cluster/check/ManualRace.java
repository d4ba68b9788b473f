package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a manual run and a fire of the same job can do to each other if they come about in the same moment on different nodes, and
 * the library does not promise to prevent; see docs/reliability.md. It is counted, and is no fault.
 */
final class ManualRace {
    /** Clocks of nodes agree to within this, once they are corrected. */
    private static final Duration CLOCKS = Duration.ofMillis(100);
    /** How far ahead fires are reserved at the most, and then some. */
    private static final Duration SAME_MOMENT = Duration.ofSeconds(3);

    private final Map<UUID, List<CronExecution>> manualByJob;

    ManualRace(List<CronExecution> executions) {
        manualByJob = executions.stream()
                .filter(run -> run.trigger() == CronTrigger.MANUAL && run.inTurn())
                .collect(Collectors.groupingBy(CronExecution::jobId));
    }

    /**
     * Whether a call of an execution that is not there may be one of a reservation that a manual run withdrew: its node had not heard of
     * that, and has been refused since, or has died.
     */
    boolean withdrew(Attempt call) {
        var reserved = createdAt(call.executionId()).minus(CLOCKS);
        var started = call.calledAt().plus(CLOCKS);
        return manualRunsOf(call.jobId()).stream()
                .map(run -> createdAt(run.executionId()))
                .anyMatch(created -> created.isAfter(reserved) && created.isBefore(started));
    }

    /** Whether one of two executions of a job is a manual run, and they were created in the same moment. */
    boolean between(Attempt one, Attempt other) {
        var apart = Duration.between(createdAt(one.executionId()), createdAt(other.executionId()))
                .abs();
        return (isManual(one) || isManual(other)) && apart.compareTo(SAME_MOMENT) < 0;
    }

    private boolean isManual(Attempt call) {
        return manualRunsOf(call.jobId()).stream()
                .anyMatch(run -> run.executionId().equals(call.executionId()));
    }

    private List<CronExecution> manualRunsOf(UUID jobId) {
        return manualByJob.getOrDefault(jobId, List.of());
    }

    /** Ids begin with the milliseconds of their creation. */
    private static Instant createdAt(UUID executionId) {
        return Instant.ofEpochMilli(executionId.getMostSignificantBits() >>> 16);
    }
}
