package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.Recovery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadNodesTest {
    private final ClaimHarness harness = new ClaimHarness();
    private final RecordingStore store = harness.run.store;
    private final DeadNodes deadNodes = new DeadNodes(store, harness.session, harness.ended, harness.claimLoop, 3);

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aNodeThatHasNotBeatenForLongEnoughJudgesNobody() {
        deadNodes.tidy();
        assertThat(store.silences)
                .as("what nodes own that are no more can be taken back all the same")
                .singleElement()
                .satisfies(silence -> assertThat(silence).isGreaterThan(Duration.ofDays(1_000)));
    }

    @Test
    void aNodeThatMayJudgeTakesBackWhatDeadOnesHeldAndClaimsIt() {
        mayJudge();
        harness.claimLoop.start();
        eventually().until(() -> store.claims.size() == 1);
        harness.quiet("store");
        store.recovery = node -> new Recovery(List.of(harness.reserved(NOON)), List.of());
        deadNodes.tidy();
        assertThat(store.recoveries).containsExactly(harness.session.node());
        assertThat(store.silences).containsExactly(harness.session.deadAfter());
        eventually().until(() -> store.claims.size() == 2);
        assertThat(harness.run.events).isEmpty();
    }

    @Test
    void whatEndedWithItsNodeIsCountedAndTold() {
        mayJudge();
        var work = harness.reserved(NOON);
        var failed = work.execution().toBuilder()
                .status(CronExecutionStatus.FAILED)
                .error(CronExecutionError.of(CronExecutionError.NODE_LOST, "its node died too often"))
                .build();
        store.recovery = node -> new Recovery(List.of(), List.of(new JobExecution(failed, work.job())));
        deadNodes.tidy();
        assertThat(harness.ended.counts().failed()).isEqualTo(1);
        assertThat(harness.run.events).singleElement().isInstanceOf(CronFailed.class);
    }

    private void mayJudge() {
        for (var i = 0; i < 5; i++) {
            harness.session.beat(harness.session.moment(), true);
            harness.run.clock.advance(Duration.ofSeconds(2));
        }
    }
}
