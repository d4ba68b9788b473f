package io.openclaw.cron.core.internal.run;

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

    private final ManualClock clock = ManualClock.at(NOON);
    private final ManualTime manual = new ManualTime(clock);
    private final Standby workers = new Standby();
    /** Who has started what is due: a worker or not. */
    private final List<Boolean> starts = new ArrayList<>();

    private final HeldExecutions held = new HeldExecutions(new Permits(10, manual));

    @AfterEach
    void close() {
        manual.close();
    }

    @Test
    void aWorkerThatWaitsStartsOnTheInstant() {
        workers.waits = true;
        reserve(NOON.plus(AHEAD));
        timer(new AsSystemTime()).set();
        assertThat(workers.moment - manual.nanoTime()).isEqualTo(AHEAD.toNanos());
        workers.task.run();
        assertThat(starts).containsExactly(true);
    }

    @Test
    void theTimerLooksAMillisecondAfterTheWorker() {
        workers.waits = true;
        reserve(NOON.plus(AHEAD));
        timer(new AsSystemTime()).set();
        clock.advance(AHEAD.plus(MILLI).minusNanos(1_000));
        assertThat(starts).isEmpty();
        clock.advance(Duration.ofNanos(1_000));
        assertThat(starts).containsExactly(false);
    }

    @Test
    void theTimerStartsOnTheInstantWhereNoWorkerWaits() {
        reserve(NOON.plus(AHEAD));
        timer(new AsSystemTime()).set();
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
        workers.waits = true;
        reserve(NOON.plus(AHEAD));
        var timer = timer(new AsSystemTime());
        timer.set();
        reserve(NOON.plus(MILLI));
        timer.set();
        assertThat(workers.moment - manual.nanoTime()).isEqualTo(MILLI.toNanos());
    }

    @Test
    void aWorkerIsNotAskedTwiceForAnInstant() {
        workers.waits = true;
        reserve(NOON.plus(AHEAD));
        var timer = timer(new AsSystemTime());
        timer.set();
        timer.set();
        assertThat(workers.asked).isEqualTo(1);
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
