package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.aJob;
import static io.openclaw.cron.core.internal.lifecycle.Samples.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import io.openclaw.cron.spi.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartTimerTest {
    private static final Duration AHEAD = Duration.ofSeconds(10);
    private static final Duration MILLI = Duration.ofMillis(1);
    /** How long before an instant a worker looks at what it will start. */
    private static final Duration RECALL = Duration.ofMillis(2);
    /** How long before an instant a worker is awake. */
    private static final Duration AWAKE = Duration.ofNanos(200_000);

    private final RunHarness harness = new RunHarness();
    private final ManualClock clock = ManualClock.at(NOON);
    private final ManualTime manual = new ManualTime(clock);
    private final Standby workers = new Standby();
    /** Who has started what is due: a worker or not. */
    private final List<Boolean> starts = new ArrayList<>();

    private final HeldExecutions held = new HeldExecutions(harness.environment(), new Permits(10, manual));
    private final StartTimer timer = timer(new AsSystemTime());

    @AfterEach
    void close() {
        manual.close();
        harness.close();
    }

    @Test
    void aWorkerThatWaitsStartsOnTheInstant() {
        aWorkerWaits();
        assertThat(workers.moment - manual.nanoTime())
                .isEqualTo(AHEAD.minus(RECALL).toNanos());
        workers.task.run();
        assertThat(workers.moment - manual.nanoTime())
                .isEqualTo(AHEAD.minus(AWAKE).toNanos());
        clock.advance(AHEAD);
        workers.task.run();
        assertThat(starts).containsExactly(true);
    }

    @Test
    void aWorkerThatIsAwakeBeforeTheInstantStartsNothingEarly() throws Exception {
        aWorkerWaits();
        workers.task.run();
        clock.advance(AHEAD.minusNanos(1_000));
        var awake = new Thread(workers.task);
        awake.start();
        eventually().until(() -> awake.getState() == Thread.State.RUNNABLE);
        assertThat(starts).isEmpty();
        clock.advance(Duration.ofNanos(1_000));
        awake.join();
        assertThat(starts).containsExactly(true);
    }

    @Test
    void aWorkerThatIsAwakeWaitsNoLongerThanItTakesWhenTheWallClockIsSetBack() {
        aWorkerWaits();
        workers.task.run();
        clock.set(NOON.minusSeconds(60));
        clock.advance(AHEAD);
        workers.task.run();
        assertThat(starts).containsExactly(true);
    }

    @Test
    void aWorkerThatLooksAtALaterInstantDoesNotKeepTheEarlierOneFromBeingStarted() {
        aWorkerWaits();
        var later = workers.task;
        reserve(NOON.plus(AHEAD.dividedBy(2)));
        timer.set();
        later.run();
        assertThat(workers.moment - manual.nanoTime())
                .isEqualTo(AHEAD.dividedBy(2).minus(RECALL).toNanos());
    }

    @Test
    void theTimerLooksAMillisecondAfterTheWorker() {
        aWorkerWaits();
        clock.advance(AHEAD.plus(MILLI).minusNanos(1_000));
        assertThat(starts).isEmpty();
        clock.advance(Duration.ofNanos(1_000));
        assertThat(starts).containsExactly(false);
    }

    @Test
    void theTimerStartsOnTheInstantWhereNoWorkerWaits() {
        reserve(NOON.plus(AHEAD));
        timer.set();
        assertThat(workers.task).isNotNull();
        clock.advance(AHEAD);
        assertThat(starts).containsExactly(false);
    }

    @Test
    void noWorkerIsAskedToWaitForATimeThatIsMovedByHand() {
        workers.waits = true;
        reserve(NOON.plus(AHEAD));
        timer(manual).set();
        clock.advance(AHEAD);
        assertThat(starts).containsExactly(false);
    }

    @Test
    void aWorkerIsAskedAnewForAnEarlierInstant() {
        aWorkerWaits();
        reserve(NOON.plus(MILLI));
        timer.set();
        assertThat(workers.moment - manual.nanoTime())
                .isEqualTo(MILLI.minus(RECALL).toNanos());
    }

    @Test
    void aWorkerIsNotAskedTwiceForAnInstant() {
        aWorkerWaits();
        timer.set();
        assertThat(workers.asked).isEqualTo(1);
    }

    /** For something that is due in a while. */
    private void aWorkerWaits() {
        workers.waits = true;
        reserve(NOON.plus(AHEAD));
        timer.set();
    }

    private StartTimer timer(EngineTime time) {
        return new StartTimer(time::now, time, held.view(), workers, starts::add);
    }

    private void reserve(Instant at) {
        var job = aJob().build();
        held.reserve(List.of(new JobExecution(reserved(job).availableAt(at).build(), job)));
    }

    /** Workers of which one waits for a moment, or not. */
    private static final class Standby implements Workers {
        private boolean waits;
        private long moment;
        private Runnable task = () -> {};
        private int asked;

        @Override
        public void execute(Runnable any) {
            any.run();
        }

        @Override
        public boolean runAt(long nanoTime, Runnable atMoment) {
            asked++;
            moment = nanoTime;
            task = atMoment;
            return waits;
        }
    }

    /** A time that is moved by hand and says that it is not. */
    private final class AsSystemTime implements EngineTime {
        @Override
        public Instant now() {
            return manual.now();
        }

        @Override
        public long nanoTime() {
            return manual.nanoTime();
        }

        @Override
        public boolean isSystemTime() {
            return true;
        }

        @Override
        public Timer scheduleAt(long nanoTime, Runnable task) {
            return manual.scheduleAt(nanoTime, task);
        }

        @Override
        public void close() {}
    }
}
