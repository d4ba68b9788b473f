package io.openclaw.cron.examples.rest.http;

import io.openclaw.cron.examples.rest.error.Refusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Serves requests in the order in which they came, a few at a time. Thread-safe.
 *
 * <p>Requests that all work at once share the processors: each is slow, and chance decides which ones are slowest. One after the other
 * they take as long on average, and none of them much longer.
 */
final class Turns {
    private static final int FOR_EACH_PROCESSOR = 2;
    private static final int AT_LEAST = 4;

    private final Semaphore places;
    private final Duration patience;

    /**
     * Turns.
     *
     * @param places how many requests are served at once
     * @param patience how long one may wait before it is refused
     */
    Turns(int places, Duration patience) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    /** As many places as this machine can make use of, and some for those that wait for the database. */
    static Turns forThisMachine(Duration patience) {
        return new Turns(
                Math.max(AT_LEAST, FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors()), patience);
    }

    /** What is done for a request. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * Works when it is this request's turn.
     *
     * @throws Refusal if that does not come in time
     */
    void take(Work work) throws Exception {
        await();
        try {
            work.run();
        } finally {
            places.release();
        }
    }

    private void await() {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy("Too many requests came before this one; try again");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy("The server stops; try again");
        }
    }

    private static Refusal busy(String message) {
        return Refusal.of(503, "busy", message).with("Retry-After", "2");
    }

    /** About how many requests wait. */
    int waiting() {
        return places.getQueueLength();
    }
}
