package io.openclaw.cron.core.internal.lifecycle;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventuallyWaits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.core.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-03-04T12:00:00Z"));
    private final ManualTime time = new ManualTime(clock);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    /** Passes take one each; tests that want to hold a pass up begin with none. */
    private final Semaphore passes = new Semaphore(1_000);

    private volatile @Nullable Duration pause;
    private volatile @Nullable Throwable failure;

    private final Loop loop = new Loop("test", "mynode", time, this::pass);

    @AfterEach
    void stop() {
        passes.release(1_000);
        loop.stop();
    }

    @Test
    void theStartMakesAFirstPass() {
        loop.start();
        eventually().until(() -> ended.get() == 1);
    }

    @Test
    void signalsDuringAPassLeadToOneMorePass() {
        passes.drainPermits();
        loop.start();
        eventually().until(() -> begun.get() == 1);
        for (var i = 0; i < 5; i++) {
            loop.signal();
        }
        passes.release(100);
        eventually().until(() -> ended.get() == 2);
        loop.passFromNow().join();
        assertThat(ended).hasValue(3);
    }

    @Test
    void theNextPassIsNotLateThoughTheClockMovesWhileItsTimerIsBeingSet() {
        pause = Duration.ofSeconds(2);
        var hasty = new Loop("test", "mynode", new HastyTime(), this::pass);
        hasty.start();
        eventually().until(() -> ended.get() == 2);
        hasty.stop();
    }

    @Test
    void theNextPassIsMadeWhenTheTimeThatTheLastOneNamedHasCome() {
        pause = Duration.ofSeconds(10);
        startAndRest();
        clock.advance(Duration.ofMillis(9_999));
        eventuallyWaits(loopThread());
        assertThat(ended).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        eventually().until(() -> ended.get() == 2);
    }

    @Test
    void aPassThatNamesNoPauseIsFollowedByAnotherWithoutATimer() {
        pause = Duration.ZERO;
        var timeless = new Loop("test", "mynode", new TimelessTime(), this::pass);
        timeless.start();
        eventually().until(() -> ended.get() >= 3);
        timeless.stop();
    }

    @Test
    void aPassThatNamesNoTimeIsFollowedByNoneUntilASignal() {
        startAndRest();
        clock.advance(Duration.ofDays(1_000));
        eventuallyWaits(loopThread());
        assertThat(ended).hasValue(1);
        loop.signal();
        eventually().until(() -> ended.get() == 2);
    }

    @Test
    void aSignalMakesTheTimeThatTheLastPassNamedVoid() {
        pause = Duration.ofSeconds(10);
        startAndRest();
        clock.advance(Duration.ofSeconds(5));
        loop.passFromNow().join();
        eventuallyWaits(loopThread());
        clock.advance(Duration.ofSeconds(5));
        eventuallyWaits(loopThread());
        assertThat(ended).hasValue(2);
        clock.advance(Duration.ofSeconds(5));
        eventually().until(() -> ended.get() == 3);
    }

    @Test
    void aPassThatFailsIsFollowedByAnotherAfterASecond() {
        failure = new AssertionError("hostile");
        loop.start();
        eventually().until(() -> begun.get() == 1);
        eventuallyWaits(loopThread());
        failure = null;
        clock.advance(Duration.ofMillis(999));
        eventuallyWaits(loopThread());
        assertThat(begun).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        eventually().until(() -> ended.get() == 1);
    }

    @Test
    void anInterruptThatAFailingPassLeavesBehindDoesNotReachTheNextOne() {
        var interrupted = new AtomicReference<@Nullable Boolean>();
        var second = new Loop("test", "mynode", time, () -> {
            if (begun.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted");
            }
            interrupted.set(Thread.currentThread().isInterrupted());
            return null;
        });
        second.start();
        eventually().until(() -> begun.get() == 1);
        second.passFromNow().join();
        assertThat(interrupted).hasValue(false);
        second.stop();
    }

    @Test
    void whoWaitsForAPassFromNowIsNotContentWithTheOneUnderWay() {
        passes.drainPermits();
        loop.start();
        eventually().until(() -> begun.get() == 1);
        var wholePass = loop.passFromNow();
        passes.release();
        eventually().until(() -> begun.get() == 2);
        assertThat(wholePass).isNotDone();
        passes.release();
        wholePass.join();
        assertThat(ended).hasValue(2);
    }

    @Test
    void whoWaitsForAPassThatFailsHearsOfIt() {
        startAndRest();
        failure = new IllegalStateException("no luck");
        assertThatThrownBy(loop.passFromNow()::join).hasCause(failure);
    }

    @Test
    void stopWaitsForThePassUnderWayAndMakesNoOther() {
        passes.drainPermits();
        loop.start();
        eventually().until(() -> begun.get() == 1);
        loop.signal();
        var waiting = loop.passFromNow();
        var stopper = new Thread(loop::stop);
        stopper.start();
        eventually().until(() -> stopper.getState() == Thread.State.TIMED_WAITING);
        passes.release(100);
        eventually().until(() -> !stopper.isAlive());
        assertThat(loopThread().isAlive()).isFalse();
        assertThat(begun).hasValue(1);
        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void afterTheStopASignalDoesNothingAndAPassIsRefused() {
        startAndRest();
        loop.stop();
        loop.signal();
        assertThat(loop.passFromNow()).isCompletedExceptionally();
        assertThat(begun).hasValue(1);
        loop.stop();
    }

    @Test
    void whoWaitsForALoopThatIsStoppedBeforeItsStartHearsOfIt() {
        var waiting = loop.passFromNow();
        loop.stop();
        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void aPassMayStopItsOwnLoop() {
        var stopped = new CompletableFuture<Boolean>();
        var own = new AtomicReference<@Nullable Loop>();
        own.set(new Loop("test", "mynode", time, () -> {
            var itself = own.get();
            itself.stop();
            stopped.complete(itself.isCurrentThread());
            return Duration.ZERO;
        }));
        own.get().start();
        assertThat(stopped.join()).isTrue();
        own.get().stop();
    }

    @Test
    void itsThreadSaysWhatItIsAndKeepsNoProcessAlive() {
        startAndRest();
        assertThat(loopThread().getName()).isEqualTo("openclaw-cron-test-1-mynode");
        assertThat(loopThread().isDaemon()).isTrue();
        assertThat(loop.isCurrentThread()).isFalse();
    }

    private void startAndRest() {
        loop.start();
        eventually().until(() -> ended.get() == 1);
        eventuallyWaits(loopThread());
    }

    private Thread loopThread() {
        return eventually().until(thread::get, found -> found != null);
    }

    private @Nullable Duration pass() throws Error {
        thread.set(Thread.currentThread());
        begun.incrementAndGet();
        passes.acquireUninterruptibly();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        ended.incrementAndGet();
        return pause;
    }

    /** The time of the test, but for its timers. */
    private abstract class OtherTimers implements EngineTime {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public void close() {
            time.close();
        }
    }

    private final class TimelessTime extends OtherTimers {
        @Override
        public Timer scheduleAt(long nanoTime, Runnable task) {
            throw new UnsupportedOperationException("There are no timers");
        }
    }

    /** The clock moves on in the moment when the first timer is set. */
    private final class HastyTime extends OtherTimers {
        private final AtomicBoolean moved = new AtomicBoolean();

        @Override
        public Timer scheduleAt(long nanoTime, Runnable task) {
            if (moved.compareAndSet(false, true)) {
                clock.advance(Duration.ofSeconds(2));
            }
            return time.scheduleAt(nanoTime, task);
        }
    }
}
