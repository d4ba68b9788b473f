package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.claim.ClaimHarness.id;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.record.Outcome;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.Recorded;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordFeedbackTest {
    private final ClaimHarness harness = new ClaimHarness();
    private final RecordFeedback feedback = new RecordFeedback(
            harness.dispatcher, harness.ended, harness.run.events::add, harness.clock, harness.claimLoop);

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void anEndIsCountedAndToldOnceItIsStored() {
        var work = harness.reserved(NOON);
        var completed = work.execution().toBuilder()
                .status(CronExecutionStatus.COMPLETED)
                .build();
        recorded(Kind.FINAL, work, completed);
        assertThat(harness.ended.counts().completed()).isEqualTo(1);
        assertThat(harness.run.events).singleElement().isInstanceOf(CronCompleted.class);
    }

    @Test
    void anEndThatAnEarlierCallHadStoredIsToldToo() {
        // The earlier call's answer was lost, so that nobody has told it.
        var work = harness.reserved(NOON);
        var completed = work.execution().toBuilder()
                .status(CronExecutionStatus.COMPLETED)
                .build();
        feedback.recorded(
                outcome(Kind.FINAL, work, completed), new Recorded(Recorded.Status.REPEATED, completed, null));
        assertThat(harness.ended.counts().completed()).isEqualTo(1);
    }

    @Test
    void aRetryIsToldOnceItIsStored() {
        var work = harness.reserved(NOON);
        var retry = work.execution().toBuilder()
                .attempt(1)
                .error(CronExecutionError.of("code", "no luck"))
                .availableAt(NOON.plusSeconds(1))
                .build();
        recorded(Kind.RETRY, work, retry);
        assertThat(harness.run.events).singleElement().isInstanceOfSatisfying(CronRetrying.class, event -> {
            assertThat(event.attempt()).isEqualTo(1);
            assertThat(event.retryAt()).isEqualTo(NOON.plusSeconds(1));
            assertThat(event.time()).isEqualTo(NOON);
        });
    }

    @Test
    void aRetryThatWasCancelledInsteadIsToldAsCancelled() {
        var work = harness.reserved(NOON);
        var cancelled = work.execution().toBuilder()
                .status(CronExecutionStatus.CANCELLED)
                .build();
        feedback.recorded(outcome(Kind.RETRY, work, work.execution()), RecordingStore.accepted(cancelled));
        assertThat(harness.run.events).singleElement().isInstanceOf(CronCancelled.class);
        assertThat(harness.ended.counts().cancelled()).isEqualTo(1);
    }

    @Test
    void whatGoesBackAndWhatHasOnlyBegunIsNotTold() {
        var work = harness.reserved(NOON);
        Stream.of(Kind.RETURNED, Kind.STARTED, Kind.PROGRESS).forEach(kind -> recorded(kind, work, work.execution()));
        assertThat(harness.run.events).isEmpty();
        assertThat(feedback.refused()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theNodeLetsGoOfWhatHasLeftItAndKeepsWhatRuns(Kind kind) {
        var work = harness.running();
        harness.claimLoop.start();
        eventually().until(() -> harness.run.store.claims.size() == 1);
        harness.quiet("store");
        harness.release.countDown();
        harness.ending();
        eventually().until(() -> harness.dispatcher.runningCount() == 0);
        var lettingGo = kind != Kind.STARTED && kind != Kind.PROGRESS;
        recorded(kind, work, work.execution());
        assertThat(harness.holds(work)).isEqualTo(!lettingGo);
        feedback.afterBatch();
        if (lettingGo) {
            // The job may have another execution that waits for its turn.
            eventually().until(() -> harness.run.store.claims.size() == 2);
        }
    }

    @Test
    void itClaimsOnceTheWholeBatchHasBeenTold() {
        harness.claimLoop.start();
        eventually().until(() -> harness.run.store.claims.size() == 1);
        var work = harness.reserved(NOON);
        recorded(Kind.FINAL, work, work.execution());
        harness.quiet("store");
        assertThat(harness.run.store.claims).hasSize(1);
        feedback.afterBatch();
        eventually().until(() -> harness.run.store.claims.size() == 2);
        harness.quiet("store");
        feedback.afterBatch();
        harness.quiet("store");
        assertThat(harness.run.store.claims).hasSize(2);
    }

    @Test
    void aBatchLetsTheStartsOfAnInstantGoFirst() {
        var calls = new AtomicInteger();
        harness.startsFirst = calls::incrementAndGet;
        feedback.beforeBatch();
        assertThat(calls).hasValue(1);
    }

    @Test
    void aRunWhoseStartIsRefusedIsInterrupted() {
        var work = harness.running();
        feedback.recorded(outcome(Kind.STARTED, work, work.execution()), refused());
        assertThat(harness.run.ending().kind()).isEqualTo(Kind.RETURNED);
        assertThat(feedback.refused()).isEqualTo(1);
        assertThat(harness.run.events).allMatch(event -> event.type().equals("cron.triggered"));
    }

    @Test
    void aRefusalOfAnOlderClaimLeavesTheNewerOneAlone() {
        var work = harness.running();
        var again = new JobExecution(
                work.execution().toBuilder()
                        .fence(2)
                        .availableAt(NOON.plusSeconds(60))
                        .build(),
                work.job());
        harness.dispatcher.accept(List.of(again));
        feedback.recorded(outcome(Kind.PROGRESS, work, work.execution()), refused());
        assertThat(harness.run.ending().executionId()).isEqualTo(id(work));
        assertThat(harness.holds(again)).isTrue();
    }

    @Test
    void anOutcomeThatIsRefusedIsNotToldAndTheNodeLetsGo() {
        var work = harness.running();
        harness.release.countDown();
        harness.ending();
        eventually().until(() -> harness.dispatcher.runningCount() == 0);
        harness.run.events.clear();
        feedback.recorded(outcome(Kind.FINAL, work, work.execution()), refused());
        assertThat(harness.holds(work)).isFalse();
        assertThat(harness.run.events).isEmpty();
        assertThat(harness.ended.counts().completed()).isZero();
        assertThat(feedback.refused()).isEqualTo(1);
    }

    @Test
    void anOutcomeThatCouldNotBeStoredEvenAsANoteCountsAsRefused() {
        var work = harness.reserved(NOON);
        feedback.recorded(
                outcome(Kind.FINAL, work, work.execution()), new Recorded(Recorded.Status.UNSTORABLE, null, "no"));
        assertThat(feedback.refused()).isEqualTo(1);
    }

    private void recorded(Kind kind, JobExecution work, CronExecution stored) {
        feedback.recorded(outcome(kind, work, stored), RecordingStore.accepted(stored));
    }

    private Outcome outcome(Kind kind, JobExecution work, CronExecution execution) {
        return new Outcome(kind, harness.session.node(), execution, work.job());
    }

    private static Recorded refused() {
        return new Recorded(Recorded.Status.REFUSED, null, null);
    }
}
