package io.openclaw.cron.spi.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the store takes of a report, and what it keeps: each value of the two is different, so that none can be mistaken for another. */
class ReportDecisionTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final NodeId NODE = new NodeId("node", new UUID(1, 1));

    private final CronJob job = CronJob.builder(new UUID(2, 2), "acme", "ann").build();

    private final CronExecution stored = CronExecution.builder(new UUID(3, 3), job.jobId(), "acme", "ann")
            .skillName("skill")
            .skillParams(Map.of("a", 1))
            .status(CronExecutionStatus.RUNNING)
            .trigger(CronTrigger.MANUAL)
            .scheduledFor(NOON.plusSeconds(1))
            .skippedUntil(NOON.plusSeconds(2))
            .skippedCount(3)
            .priority(4)
            .inTurn(true)
            .availableAt(NOON.plusSeconds(5))
            .startedAt(NOON.plusSeconds(6))
            .executionTime(Duration.ofSeconds(7))
            .attempt(8)
            .recoveries(9)
            .node(NODE)
            .fence(10)
            .claimId(new UUID(11, 11))
            .progress(new CronProgress("stage", 12, "message"))
            .result(Map.of("b", 13))
            .error(CronExecutionError.of("stored", "message"))
            .tokensUsed(14)
            .costCents(15)
            .startedBeforeChange(true)
            .build();

    private final CronExecution report = CronExecution.builder(new UUID(3, 3), job.jobId(), "other", "bob")
            .skillName("other")
            .skillParams(Map.of("c", 16))
            .trigger(CronTrigger.SCHEDULE)
            .scheduledFor(NOON.plusSeconds(17))
            .skippedUntil(NOON.plusSeconds(18))
            .skippedCount(19)
            .priority(2)
            .availableAt(NOON.plusSeconds(20))
            .startedAt(NOON.plusSeconds(21))
            .completedAt(NOON.plusSeconds(22))
            .executionTime(Duration.ofSeconds(23))
            .attempt(24)
            .recoveries(25)
            .node(new NodeId("other", new UUID(26, 26)))
            .fence(10)
            .claimId(new UUID(27, 27))
            .cancelRequestedAt(NOON.plusSeconds(28))
            .progress(new CronProgress("other", 29, "message"))
            .result(Map.of("d", 30))
            .error(CronExecutionError.of("reported", "message"))
            .tokensUsed(31)
            .costCents(32)
            .build();

    /** What a node may always say, added to what is stored. */
    private final CronExecution said = stored.toBuilder()
            .startedAt(report.startedAt())
            .executionTime(report.executionTime())
            .attempt(report.attempt())
            .progress(report.progress())
            .result(report.result())
            .error(report.error())
            .tokensUsed(report.tokensUsed())
            .costCents(report.costCents())
            .build();

    @Test
    void aNodeTellsHowItsExecutionGoesOn() {
        assertThat(after(CronExecutionStatus.RUNNING)).isEqualTo(said);
    }

    @Test
    void aNodeTellsHowAndWhenItsExecutionEnded() {
        assertThat(after(CronExecutionStatus.COMPLETED))
                .isEqualTo(said.toBuilder()
                        .status(CronExecutionStatus.COMPLETED)
                        .completedAt(report.completedAt())
                        .build());
    }

    @Test
    void aNodeTellsWhenItsExecutionIsToStartAgainAndHoldsItNoLonger() {
        assertThat(after(CronExecutionStatus.PENDING))
                .isEqualTo(said.toBuilder()
                        .status(CronExecutionStatus.PENDING)
                        .availableAt(report.availableAt())
                        .node(null)
                        .claimId(null)
                        .build());
    }

    private CronExecution after(CronExecutionStatus status) {
        var decision = ReportDecision.of(
                stored, job, NODE, report.toBuilder().status(status).build(), NOON);
        assertThat(decision.status()).isEqualTo(Recorded.Status.ACCEPTED);
        return decision.after();
    }
}
