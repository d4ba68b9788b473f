package io.openclaw.cron.examples.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.examples.rest.error.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final CountDownLatch holdingOn = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        holdingOn.countDown();
        clients.shutdown();
        assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private Future<Void> ask(Turns turns, Callable<?> work) {
        return clients.submit(() -> {
            turns.take(work::call);
            return null;
        });
    }

    private void occupy(Turns turns, int places) throws InterruptedException {
        var started = new CountDownLatch(places);
        for (int i = 0; i < places; i++) {
            ask(turns, () -> {
                started.countDown();
                holdingOn.await();
                return null;
            });
        }
        assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whoComesWhileAllPlacesAreTakenIsServedInTheOrderOfComing() throws Exception {
        var turns = new Turns(1, Duration.ofMinutes(1));
        occupy(turns, 1);
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var asked = new ArrayList<Future<Void>>();
        for (int i = 0; i < 5; i++) {
            var number = i;
            asked.add(ask(turns, () -> served.add(number)));
            await().until(() -> turns.waiting() == number + 1);
        }
        assertThat(served).isEmpty();

        holdingOn.countDown();
        for (var one : asked) {
            one.get(1, TimeUnit.MINUTES);
        }

        assertThat(served).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void noMoreAreServedAtOnceThanThereArePlaces() throws Exception {
        var turns = new Turns(3, Duration.ofMinutes(1));
        occupy(turns, 3);

        var fourth = ask(turns, () -> null);

        await().until(() -> turns.waiting() == 1);
        assertThat(fourth.isDone()).isFalse();
        holdingOn.countDown();
        fourth.get(1, TimeUnit.MINUTES);
    }

    @Test
    void whoWaitsTooLongIsToldToComeBack() throws InterruptedException {
        var turns = new Turns(1, Duration.ofMillis(1));
        occupy(turns, 1);

        assertThatThrownBy(() -> turns.take(() -> {
                    throw new AssertionError("it is not its turn");
                }))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(503);
                    assertThat(refusal.headers()).containsKey("Retry-After");
                });
    }

    @Test
    void aPlaceIsFreeAgainAfterAFailure() throws Exception {
        var turns = new Turns(1, Duration.ofMillis(1));
        assertThatThrownBy(() -> turns.take(() -> {
                    throw new IOException("lost");
                }))
                .isInstanceOf(IOException.class);

        turns.take(() -> assertThat(turns.waiting()).isZero());
    }

    @Test
    void whoIsInterruptedIsRefusedAndStaysInterrupted() throws InterruptedException {
        var turns = new Turns(1, Duration.ofMinutes(1));
        occupy(turns, 1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> turns.take(() -> {})).isInstanceOf(Refusal.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
