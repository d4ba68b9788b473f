package io.openclaw.cron.core.internal.lifecycle;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.spi.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Jobs, executions and events to test with. */
public final class Samples {
    /** A Wednesday in 2026. */
    public static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** The node that owns the executions. */
    public static final NodeId NODE = new NodeId("mynode", UUID.fromString("00000000-0000-4000-8000-000000000001"));

    private static final TimeOrderedIds IDS = new TimeOrderedIds();

    private Samples() {}

    /** An id that nothing else has. */
    public static UUID id() {
        return IDS.next(NOON);
    }

    /** A job that fires every minute, with three retries and a timeout of 60 s. */
    public static CronJob.Builder aJob() {
        return CronJob.builder(id(), "acme", "ann")
                .jobName("report")
                .schedule("* * * * *")
                .timezone("UTC")
                .skillName("print")
                .skillParams(Map.of("colour", "red"))
                .maxRetries(3)
                .timeoutSeconds(60)
                .nextRun(NOON);
    }

    /** An execution of a job that this node has reserved for noon, by its first claim. */
    public static CronExecution.Builder reserved(CronJob job) {
        return CronExecution.builder(id(), job.jobId(), job.organizationId(), job.userId())
                .skillName(job.skillName())
                .skillParams(job.skillParams())
                .status(CronExecutionStatus.PENDING)
                .scheduledFor(NOON)
                .availableAt(NOON)
                .priority(job.priority())
                .node(NODE)
                .fence(1)
                .claimId(id());
    }

    /** An execution of which each value differs from the default; no execution is like that. */
    public static CronExecution.Builder everything() {
        return CronExecution.builder(id(), id(), "acme", "ann")
                .skillName("print")
                .skillParams(Map.of("colour", "red"))
                .status(CronExecutionStatus.SKIPPED)
                .trigger(CronTrigger.MANUAL)
                .scheduledFor(NOON)
                .skippedUntil(NOON.plusSeconds(1))
                .skippedCount(7)
                .priority(9)
                .inTurn(true)
                .availableAt(NOON.plusSeconds(2))
                .startedAt(NOON.plusSeconds(3))
                .completedAt(NOON.plusSeconds(4))
                .executionTime(Duration.ofNanos(999_999_999))
                .attempt(2)
                .recoveries(3)
                .node(NODE)
                .fence(4)
                .claimId(id())
                .cancelRequestedAt(NOON.plusSeconds(5))
                .progress(new CronProgress("stage", 50, "half"))
                .result(Map.of("rows", 12))
                .error(CronExecutionError.of("code", "message"))
                .tokensUsed(100)
                .costCents(200)
                .startedBeforeChange(true);
    }

    /** An execution that this node has reserved, together with its job. */
    public static JobExecution work() {
        var job = aJob().build();
        return new JobExecution(reserved(job).build(), job);
    }

    /** The same execution with other values. */
    public static JobExecution with(JobExecution work, CronExecution.Builder changed) {
        return new JobExecution(changed.build(), work.job());
    }

    /** An event that is no progress report; the number makes it different from others. */
    public static CronTriggered triggered(int number) {
        var source = new EventSource("acme", "ann", new UUID(1, 1), new UUID(2, number));
        return new CronTriggered(source, NOON, "report", NOON, number, NOON);
    }

    /** A progress report; the number makes it different from others. */
    public static SkillProgress progress(int number) {
        var source = new EventSource("acme", "ann", new UUID(1, 1), new UUID(3, number));
        return new SkillProgress(source, NOON, "stage", number, "");
    }
}
