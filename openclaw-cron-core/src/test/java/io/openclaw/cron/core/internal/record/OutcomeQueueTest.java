package io.openclaw.cron.core.internal.record;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventuallyWaits;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.spi.JobExecution;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

class OutcomeQueueTest {
    private final OutcomeQueue queue = new OutcomeQueue(3);
    private final JobExecution a = work();
    private final JobExecution b = work();
    private final JobExecution c = work();
    private final JobExecution d = work();

    @Test
    void outcomesOfDifferentExecutionsLeaveInTheOrderInWhichTheyCame() {
        queue.put(outcome(Kind.STARTED, a));
        queue.put(outcome(Kind.FINAL, b));
        queue.put(outcome(Kind.STARTED, c));
        assertTaken(queue.take(2)).containsExactly(outcome(Kind.STARTED, a), outcome(Kind.FINAL, b));
        assertTaken(queue.take(2)).containsExactly(outcome(Kind.STARTED, c));
        assertTaken(queue.take(2)).isEmpty();
    }

    @Test
    void aNewerOutcomeTakesThePlaceOfAnOlderOneOfTheSameExecution() {
        queue.put(outcome(Kind.STARTED, a));
        queue.put(outcome(Kind.STARTED, b));
        queue.putIfRoom(outcome(Kind.PROGRESS, a), () -> false);
        queue.putBeyondLimit(outcome(Kind.FINAL, a));
        assertThat(queue.size()).isEqualTo(2);
        assertTaken(queue.take(9)).containsExactly(outcome(Kind.FINAL, a), outcome(Kind.STARTED, b));
    }

    @Test
    void anOutcomeOfAnOlderClaimNeverTakesThePlaceOfANewerOnes() {
        var again = Samples.with(a, a.execution().toBuilder().fence(2));
        queue.put(outcome(Kind.FINAL, again));
        queue.put(outcome(Kind.RETURNED, a));
        queue.putIfRoom(outcome(Kind.PROGRESS, a), () -> false);
        queue.putBeyondLimit(outcome(Kind.FINAL, a));
        queue.putBack(List.of(outcome(Kind.FINAL, a)));
        assertTaken(queue.take(9)).containsExactly(outcome(Kind.FINAL, again));
    }

    @Test
    void anOutcomeOfAnOlderClaimThatCameDuringAFailedBatchLeavesTheBatchAlone() {
        var again = Samples.with(a, a.execution().toBuilder().fence(2));
        queue.put(outcome(Kind.FINAL, again));
        var batch = queue.take(9);
        queue.put(outcome(Kind.RETURNED, a));
        queue.putBack(batch);
        assertTaken(queue.take(9)).containsExactly(outcome(Kind.FINAL, again));
    }

    @Test
    void whoAddsToAFullQueueWaitsUntilSomethingIsTaken() {
        fill();
        assertThat(queue.full()).isTrue();
        var adder = start(() -> queue.put(outcome(Kind.FINAL, d)));
        eventuallyWaits(adder);
        assertThat(queue.size()).isEqualTo(3);
        queue.take(1);
        eventually().until(() -> !adder.isAlive());
        assertTaken(queue.take(9))
                .extracting(Outcome::executionId)
                .endsWith(d.execution().executionId());
    }

    @Test
    void whatReplacesAnOlderOutcomeNeedsNoRoom() {
        fill();
        queue.put(outcome(Kind.FINAL, b));
        assertTaken(queue.take(9)).contains(outcome(Kind.FINAL, b)).hasSize(3);
    }

    @Test
    void anInterruptDoesNotMakeAnOutcomeGetLost() {
        fill();
        var interrupted = new AtomicBoolean();
        var adder = start(() -> {
            queue.put(outcome(Kind.FINAL, d));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        eventuallyWaits(adder);
        adder.interrupt();
        eventuallyWaits(adder);
        queue.take(1);
        eventually().until(() -> !adder.isAlive());
        assertTaken(queue.take(9)).contains(outcome(Kind.FINAL, d));
        assertThat(interrupted).isTrue();
    }

    @Test
    void whoMustNotWaitGoesBeyondTheLimit() {
        fill();
        queue.putBeyondLimit(outcome(Kind.FINAL, d));
        assertThat(queue.size()).isEqualTo(4);
    }

    @Test
    void whatMayBeLostIsDroppedWhenThereIsNoRoom() {
        fill();
        queue.putIfRoom(outcome(Kind.PROGRESS, d), () -> false);
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void whatHasBeenOvertakenIsDropped() {
        queue.put(outcome(Kind.FINAL, a));
        queue.putIfRoom(outcome(Kind.PROGRESS, a), () -> true);
        assertTaken(queue.take(9)).containsExactly(outcome(Kind.FINAL, a));
    }

    @Test
    void whatIsPutBackComesFirstUnlessSomethingNewerIsThere() {
        queue.put(outcome(Kind.STARTED, a));
        queue.put(outcome(Kind.STARTED, b));
        var batch = queue.take(9);
        queue.put(outcome(Kind.FINAL, c));
        queue.put(outcome(Kind.FINAL, a));
        queue.putBack(batch);
        assertTaken(queue.take(9))
                .containsExactly(outcome(Kind.FINAL, a), outcome(Kind.STARTED, b), outcome(Kind.FINAL, c));
    }

    @Test
    void whatIsPutBackNeedsNoRoom() {
        fill();
        var batch = queue.take(9);
        queue.put(outcome(Kind.FINAL, d));
        queue.putBack(batch);
        assertThat(queue.size()).isEqualTo(4);
        assertThat(queue.full()).isTrue();
    }

    @Test
    void theCloseLetsEverybodyInWhoWaits() {
        fill();
        var adder = start(() -> queue.put(outcome(Kind.FINAL, d)));
        eventuallyWaits(adder);
        queue.close();
        eventually().until(() -> !adder.isAlive());
        queue.put(outcome(Kind.FINAL, work()));
        assertThat(queue.size()).isEqualTo(5);
    }

    private void fill() {
        queue.put(outcome(Kind.STARTED, a));
        queue.put(outcome(Kind.STARTED, b));
        queue.put(outcome(Kind.STARTED, c));
    }

    private static Thread start(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static ListAssert<Outcome> assertTaken(List<Outcome> taken) {
        return assertThat(taken).usingRecursiveFieldByFieldElementComparator();
    }

    private static Outcome outcome(Kind kind, JobExecution work) {
        return new Outcome(kind, Samples.NODE, work.execution(), work.job());
    }
}
