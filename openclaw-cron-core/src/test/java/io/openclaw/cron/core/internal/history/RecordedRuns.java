package io.openclaw.cron.core.internal.history;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A store with jobs that run manually, at times that tests set. */
final class RecordedRuns {
    static final String ORG = "acme";

    final CronStore store = new InMemoryCronStore();

    private final TimeOrderedIds ids = new TimeOrderedIds();
    private final NodeId node = new NodeId("node", new UUID(0, 1));
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    RecordedRuns() {
        store.register(node, Duration.ofDays(1));
    }

    Instant now() {
        return now;
    }

    void setTime(String instant) {
        now = Instant.parse(instant);
    }

    CronJob job(String organization) {
        var job = CronJob.builder(ids.next(now), organization, "ann")
                .jobName("Job")
                .schedule("0 0 1 1 *")
                .timezone("UTC")
                .skillName("report")
                .nextRun(Instant.parse("2026-03-01T13:00:00Z"))
                .createdAt(now)
                .updatedAt(now)
                .build();
        store.insertJobs(List.of(job));
        return job;
    }

    /** Runs a job now, for 10 ms. */
    CronExecution run(CronJob job, CronExecutionStatus status) {
        return run(job, status, Duration.ofMillis(10));
    }

    CronExecution run(CronJob job, CronExecutionStatus status, Duration executionTime) {
        var started = CronExecution.builder(ids.next(now), job.jobId(), job.organizationId(), "ann")
                .skillName("report")
                .trigger(CronTrigger.MANUAL)
                .availableAt(now)
                .node(node)
                .fence(1)
                .build();
        store.insertExecution(started, now);
        var ended = started.toBuilder()
                .status(status)
                .attempt(1)
                .startedAt(now)
                .completedAt(now)
                .executionTime(executionTime)
                .tokensUsed(7)
                .costCents(3)
                .build();
        return store.record(node, List.of(ended), now).get(0).execution();
    }

    /** Runs a job on its schedule, started late. */
    void runLate(CronJob job, Instant fireAt, Duration lateness) {
        now = fireAt.plus(lateness);
        var request = new ClaimRequest(UUID.randomUUID(), node, now, now, 1, 0, null);
        var claimed = store.claim(
                request,
                due -> new FirePlan(
                        List.of(PlannedFire.reserve(ids.next(now), fireAt, true)),
                        fireAt.plusSeconds(3_600),
                        false,
                        null));
        var execution = claimed.claimed().get(0).execution();
        store.record(
                node,
                List.of(execution.toBuilder()
                        .status(CronExecutionStatus.COMPLETED)
                        .attempt(1)
                        .startedAt(now)
                        .completedAt(now)
                        .executionTime(Duration.ofMillis(1))
                        .build()),
                now);
    }

    /** An execution that has not ended. */
    CronExecution pending(CronJob job) {
        var pending = CronExecution.builder(ids.next(now), job.jobId(), job.organizationId(), "ann")
                .skillName("report")
                .trigger(CronTrigger.MANUAL)
                .availableAt(now)
                .build();
        store.insertExecution(pending, now);
        return pending;
    }
}
