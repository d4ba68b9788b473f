package io.openclaw.cron.core.internal.event;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.progress;
import static io.openclaw.cron.core.internal.lifecycle.Samples.triggered;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronTriggered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventBus bus = new EventBus(100, "mynode");
    private final List<CronEvent> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bus.close();
    }

    @Test
    void aPublisherGetsTheEventsInOrderOnAThreadOfItsOwn() {
        var threads = new CopyOnWriteArrayList<String>();
        bus.add(event -> {
            delivered.add(event);
            threads.add(Thread.currentThread().getName());
        });
        send(1, 50);
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        assertThat(delivered).isEqualTo(events(1, 50));
        assertThat(threads).containsOnly("openclaw-cron-events-1-mynode");
    }

    @Test
    void everyPublisherGetsEveryEvent() {
        var others = new CopyOnWriteArrayList<CronEvent>();
        bus.add(delivered::add);
        bus.add(others::add);
        send(1, 20);
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        assertThat(delivered).isEqualTo(events(1, 20));
        assertThat(others).isEqualTo(events(1, 20));
    }

    @Test
    void anEventThatNobodyHearsIsNotMade() {
        bus.sendIfHeard(() -> {
            throw new AssertionError("it is made");
        });
        bus.add(delivered::add);
        bus.sendIfHeard(() -> events(1, 1).get(0));
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        assertThat(delivered).isEqualTo(events(1, 1));
    }

    @Test
    void aPublisherGetsOnlyWhatIsSentAfterItWasAdded() {
        send(1, 3);
        bus.add(delivered::add);
        send(4, 5);
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        assertThat(delivered).isEqualTo(events(4, 5));
    }

    @Test
    void whateverAPublisherThrowsItGetsTheNextEvent() {
        bus.add(event -> {
            delivered.add(event);
            if (delivered.size() == 1) {
                throw new IllegalStateException("hostile");
            }
            if (delivered.size() == 2) {
                throw new StackOverflowError("hostile");
            }
        });
        send(1, 3);
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        assertThat(delivered).isEqualTo(events(1, 3));
    }

    @Test
    void anInterruptThatAPublisherLeavesBehindReachesNeitherItsNextEventNorTheClose() {
        var interrupted = new AtomicInteger();
        bus.add(event -> {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
            delivered.add(event);
            Thread.currentThread().interrupt();
        });
        send(1, 50);
        bus.close();
        assertThat(delivered).isEqualTo(events(1, 50));
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void aBlockedPublisherHoldsUpNeitherTheSenderNorTheOthers() {
        bus.add(this::block);
        bus.add(delivered::add);
        send(1, 50);
        eventually().until(() -> delivered.size() == 50);
        assertThat(bus.awaitDelivered(Duration.ofMillis(1))).isFalse();
        release.countDown();
        assertThat(bus.awaitDelivered(LONG)).isTrue();
    }

    @Test
    void whatABlockedPublisherCannotTakeIsDroppedProgressFirstAndCounted() {
        var begun = new CountDownLatch(1);
        bus.add(event -> {
            begun.countDown();
            block(event);
            delivered.add(event);
        });
        bus.send(triggered(0));
        awaitUninterruptibly(begun);
        send(1, 60);
        IntStream.range(0, 40).forEach(number -> bus.send(progress(number)));
        assertThat(bus.dropped()).isZero();
        send(61, 130);
        assertThat(bus.dropped()).isEqualTo(70);
        release.countDown();
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        var expected = new ArrayList<>(events(31, 130));
        expected.add(0, triggered(0));
        assertThat(delivered).isEqualTo(expected);
        assertThat(bus.dropped()).isEqualTo(70);
    }

    @Test
    void whatWasDroppedStaysCountedWhenItsPublisherHasGone() {
        var begun = new CountDownLatch(1);
        var registration = bus.add(event -> {
            begun.countDown();
            block(event);
        });
        bus.send(triggered(0));
        awaitUninterruptibly(begun);
        send(1, 103);
        assertThat(bus.dropped()).isEqualTo(3);
        registration.close();
        registration.close();
        assertThat(bus.dropped()).isEqualTo(3);
        release.countDown();
        bus.close();
        assertThat(bus.dropped()).isEqualTo(3);
    }

    @Test
    void aClosedRegistrationGetsNothingMoreButWhatWasSent() {
        var threads = new AtomicReference<@Nullable Thread>();
        var registration = bus.add(event -> {
            threads.set(Thread.currentThread());
            block(event);
            delivered.add(event);
        });
        send(1, 5);
        registration.close();
        send(6, 9);
        release.countDown();
        eventually().until(() -> threads.get() != null && !threads.get().isAlive());
        assertThat(delivered).isEqualTo(events(1, 5));
    }

    @Test
    void aPublisherMayCloseItsOwnRegistration() {
        var registration = new AtomicReference<io.openclaw.cron.CronExecutor.@Nullable Registration>();
        registration.set(bus.add(event -> {
            delivered.add(event);
            registration.get().close();
        }));
        bus.send(triggered(1));
        eventually().until(() -> delivered.size() == 1);
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        send(2, 3);
        assertThat(bus.awaitDelivered(LONG)).isTrue();
        assertThat(delivered).isEqualTo(events(1, 1));
    }

    @Test
    void theCloseDeliversWhatWaitsAndEndsTheThreads() {
        var threads = new CopyOnWriteArrayList<Thread>();
        bus.add(event -> {
            threads.addIfAbsent(Thread.currentThread());
            delivered.add(event);
        });
        send(1, 100);
        bus.close();
        assertThat(delivered).isEqualTo(events(1, 100));
        assertThat(threads).hasSize(1).noneMatch(Thread::isAlive);
        send(101, 102);
        assertThat(delivered).hasSize(100);
    }

    @Test
    void theCloseInterruptsAPublisherThatDoesNotReturn() {
        var interrupted = new AtomicInteger();
        bus.add(event -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt();
            }
        });
        send(1, 10);
        // Takes the five seconds that a publisher gets to end by itself.
        bus.close();
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void whoWaitsForTheDeliveryHearsOfTheEndOfItsLimit() {
        bus.add(this::block);
        assertThat(bus.awaitDelivered(Duration.ZERO)).isTrue();
        bus.send(triggered(1));
        assertThat(bus.awaitDelivered(Duration.ZERO)).isFalse();
    }

    @Test
    void whoIsInterruptedWhileWaitingForTheDeliveryKeepsTheFlag() {
        bus.add(this::block);
        bus.send(triggered(1));
        Thread.currentThread().interrupt();
        assertThat(bus.awaitDelivered(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    private void block(CronEvent event) {
        awaitUninterruptibly(release);
    }

    private void send(int first, int last) {
        events(first, last).forEach(bus::send);
    }

    private static List<CronTriggered> events(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> triggered(number))
                .toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
