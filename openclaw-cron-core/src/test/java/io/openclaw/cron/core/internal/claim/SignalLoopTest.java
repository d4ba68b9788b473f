package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.StoreListener;
import io.openclaw.cron.spi.StoreSignals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalLoopTest {
    private final ClaimHarness harness = new ClaimHarness();
    private final Waits signals = new Waits();
    private final SignalLoop loop;

    SignalLoopTest() {
        harness.run.store.signals = signals;
        loop = new SignalLoop(
                harness.run.store,
                new RemoteChanges(harness.dispatcher, harness.claimLoop, harness.heartbeat),
                harness.run.availability,
                harness.run.nodeName,
                harness.run.time);
    }

    @AfterEach
    void close() {
        loop.stop();
        harness.close();
    }

    @Test
    void stoppingEndsAWaitThatWouldLastLonger() {
        loop.start();
        eventually().until(() -> signals.begun.get() == 1);

        loop.stop();

        assertThat(signals.ended).hasValue(1);
        assertThat(signals.begun).hasValue(1);
    }

    @Test
    void whatAWaitFailsWithThatIsEndedByStoppingIsNotTold() {
        signals.failureAtTheEnd = new CronStoreException("closed", null);
        loop.start();
        eventually().until(() -> signals.begun.get() == 1);

        loop.stop();

        assertThat(signals.ended).hasValue(1);
        assertThat(harness.run.availability.problem()).isNull();
    }

    @Test
    void aStoreThatCannotBeListenedToIsTriedAgainAfterASecond() {
        signals.failure = new CronStoreException("away", null);
        loop.start();
        eventually().until(() -> "away".equals(harness.run.availability.problem()));
        harness.quiet("signals");
        signals.failure = null;

        harness.run.clock.advance(Duration.ofSeconds(1));

        eventually().until(() -> signals.begun.get() == 2);
    }

    /** Waits until it is closed, however long that takes. */
    private static final class Waits implements StoreSignals {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile @Nullable CronStoreException failure;
        private volatile @Nullable CronStoreException failureAtTheEnd;

        @Override
        public void await(StoreListener listener, Duration limit) {
            begun.incrementAndGet();
            throwIfAny(failure);
            try {
                closed.await();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
                return;
            }
            ended.incrementAndGet();
            throwIfAny(failureAtTheEnd);
        }

        private static void throwIfAny(@Nullable CronStoreException failure) {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
