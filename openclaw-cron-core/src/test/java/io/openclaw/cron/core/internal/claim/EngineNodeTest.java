package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.claim.ClaimHarness.id;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.OwnedExecution;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineNodeTest {
    private final ClaimHarness harness = new ClaimHarness();
    private final OutcomeWaiters waiters = new OutcomeWaiters(harness.run.store, harness.run.nodeName);
    private final EngineNode node = new EngineNode(
            harness.session, harness.dispatcher, harness.claimLoop, waiters, ClaimLimits.NONE, harness.drain);

    @AfterEach
    void close() {
        waiters.close();
        harness.close();
    }

    @Test
    void itIsTheNodeOfTheSessionAsItIsNow() {
        assertThat(node.node()).isEqualTo(harness.session.node());
        harness.session.renew();
        assertThat(node.node()).isEqualTo(harness.session.node());
    }

    @Test
    void deletedReservationsAreWithdrawn() {
        var work = harness.reserved(NOON.plusSeconds(5));
        harness.dispatcher.accept(List.of(work));
        node.withdraw(List.of(OwnedExecution.of(work.execution())));
        assertThat(harness.holds(work)).isFalse();
    }

    @Test
    void aCancellationReachesWhatRunsHere() {
        node.cancel(id(harness.running()));
        assertThat(harness.ending().status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @Test
    void newWorkThatIsDueSoonIsLookedForAtOnce() {
        harness.claimLoop.start();
        eventually().until(() -> harness.run.store.claims.size() == 1);
        harness.quiet("store");
        node.wake(NOON.plusSeconds(3));
        eventually().until(() -> harness.run.store.claims.size() == 2);
    }

    @Test
    void newWorkThatIsDueLaterIsLeftToThePolls() {
        harness.claimLoop.start();
        eventually().until(() -> harness.run.store.claims.size() == 1);
        harness.quiet("store");
        node.wake(NOON.plusSeconds(5));
        harness.quiet("store");
        assertThat(harness.run.store.claims).hasSize(1);
    }

    @Test
    void aRunThatIsMeantForThisNodeStartsWhenItsInsertionIsCommitted() {
        var work = harness.reserved(NOON);
        var inserted = new AtomicInteger();
        var outcome = node.runHere(work.execution(), work.job(), () -> {
            assertThat(harness.holds(work)).isTrue();
            harness.dispatcher.startDue();
            assertThat(harness.dispatcher.runningCount()).isZero();
            inserted.incrementAndGet();
            return work.execution();
        });
        assertThat(inserted).hasValue(1);
        var ended = harness.ending();
        waiters.accept(ended);
        assertThat(outcome.toCompletableFuture().join()).isEqualTo(ended);
        assertThat(ended.status()).isEqualTo(CronExecutionStatus.COMPLETED);
    }

    @Test
    void aRunThatCouldNotBeInsertedIsForgottenWhateverWasThrown() throws Exception {
        for (var failure : List.of(new CronStoreException("away", null), new AssertionError("a defect"))) {
            var work = harness.reserved(NOON);
            assertThatThrownBy(() -> node.runHere(work.execution(), work.job(), () -> {
                        if (failure instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) failure;
                    }))
                    .isSameAs(failure);
            assertThat(harness.holds(work)).isFalse();
            assertThat(harness.dispatcher.awaitIdle(Duration.ZERO)).isTrue();
            assertThat(harness.run.outcomes).isEmpty();
            harness.run.store.executions = id -> {
                throw new AssertionError("nobody waits for " + id);
            };
            waiters.tidy();
        }
    }

    @Test
    void aRunThatHasToWaitForItsTurnIsNotHeldHereAndItsOutcomeIsWaitedFor() {
        var work = harness.reserved(NOON);
        var ended =
                work.execution().toBuilder().status(CronExecutionStatus.FAILED).build();
        var outcome = node.runHere(
                work.execution(),
                work.job(),
                () -> work.execution().toBuilder().node(null).build());
        assertThat(harness.holds(work)).isFalse();
        waiters.accept(ended);
        assertThat(outcome.toCompletableFuture().join()).isEqualTo(ended);
    }
}
