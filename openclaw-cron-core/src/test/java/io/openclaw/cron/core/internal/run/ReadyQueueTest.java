package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
    private final ManualTime time = new ManualTime(ManualClock.at(NOON));
    private final RunHarness harness = new RunHarness();
    private long arrivals;

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void whatComesDueIsPutInOrderWithWhatWaitsAlthoughThereArePermitsForAll() {
        var queue = queue(2);
        var high = held(9, false);
        var low = held(1, false);
        assertThat(add(queue, 0, false, high)).isEmpty();
        assertThat(add(queue, 0, true, low)).containsExactly(high, low);
    }

    @Test
    void whileTheGateIsClosedPermitsStayFree() {
        var queue = queue(1);
        var waiting = held(5, false);
        assertThat(add(queue, 0, false, waiting)).isEmpty();
        assertThat(queue.takePermits(false)).isEmpty();
        assertThat(queue.takePermits(true)).containsExactly(waiting);
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatMustRunHereHasItsTurnToo() {
        var queue = queue(1);
        var onlyHere = held(9, true);
        var other = held(5, false);
        add(queue, 0, true, held(9, false));
        add(queue, 0, true, onlyHere, other);
        assertThat(queue.late(0, -1)).containsExactly(other);
        queue.giveBackPermit();
        // One permit will soon be free, and it is not for the other.
        assertThat(queue.late(0, -1)).containsExactly(other);
        queue.giveBackPermit();
        assertThat(queue.late(0, -1)).isEmpty();
        assertThat(queue.late(0, 0)).containsExactly(other);
    }

    @Test
    void onlyWhatOthersMayHaveCountsAsWaitingLong() {
        var queue = queue(1);
        add(queue, 0, false, held(5, true));
        assertThat(queue.longestReadyNanos()).isEmpty();
        add(queue, 7, false, held(1, false));
        add(queue, 8, false, held(9, false));
        assertThat(queue.longestReadyNanos()).hasValue(7);
    }

    @Test
    void whatComesAtSeveralTimesGetsPermitsInTheOrderOfPriorityAndThenOfTime() {
        var queue = queue(6);
        var waiting = IntStream.of(3, 9, 3, 7, 9, 3)
                .mapToObj(priority -> held(priority, false))
                .toList();
        add(queue, 0, false, waiting.get(0), waiting.get(1));
        add(queue, 1, false, waiting.get(2), waiting.get(3), waiting.get(4));
        add(queue, 2, false, waiting.get(5));

        assertThat(queue.takePermits(true))
                .containsExactly(Stream.of(1, 4, 3, 0, 2, 5).map(waiting::get).toArray(Held[]::new));
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatIsTakenOutGetsNoPermitWhereverItWas() {
        var queue = queue(6);
        var waiting = IntStream.of(9, 8, 7, 6, 5, 4)
                .mapToObj(priority -> held(priority, false))
                .toList();
        add(queue, 0, false, waiting.get(0), waiting.get(2), waiting.get(4));
        add(queue, 0, false, waiting.get(1), waiting.get(3), waiting.get(5));

        for (var gone : List.of(0, 3, 5)) {
            assertThat(queue.remove(waiting.get(gone))).isTrue();
            assertThat(queue.remove(waiting.get(gone))).isFalse();
        }

        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.stream()).containsExactlyInAnyOrder(waiting.get(1), waiting.get(2), waiting.get(4));
        assertThat(queue.takePermits(true)).containsExactly(waiting.get(1), waiting.get(2), waiting.get(4));
        assertThat(queue.size()).isZero();
    }

    @Test
    void whenAllAreTakenOutOthersHaveTheirTurn() {
        var queue = queue(1);
        var gone = held(9, false);
        var later = held(1, false);
        add(queue, 0, false, gone);
        queue.remove(gone);

        assertThat(add(queue, 1, true, later)).containsExactly(later);
        assertThat(queue.stream()).isEmpty();
    }

    /** A queue whose lock the test has from now on. */
    private ReadyQueue queue(int permits) {
        var lock = new ReentrantLock();
        lock.lock();
        return new ReadyQueue(new Permits(permits, time), lock);
    }

    private static List<Held> add(ReadyQueue queue, long nanoTime, boolean gateOpen, Held... due) {
        return queue.add(new ArrayList<>(List.of(due)), NOON, nanoTime, gateOpen);
    }

    private Held held(int priority, boolean onlyHere) {
        var work = Samples.work();
        var held = new Held(
                harness.environment(),
                Samples.with(work, work.execution().toBuilder().priority(priority)),
                onlyHere,
                Held.State.RESERVED);
        held.order = arrivals++;
        return held;
    }
}
