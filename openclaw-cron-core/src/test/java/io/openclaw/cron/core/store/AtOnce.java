package io.openclaw.cron.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does something in several threads at once. */
final class AtOnce {
    static final int THREADS = 8;
    private static final long PATIENCE_SECONDS = 100;

    private AtOnce() {}

    /** What one of the threads does. */
    @FunctionalInterface
    interface Work<T> {
        T run(int thread) throws Exception;
    }

    /** Lets all threads begin together; returns what they return, in their order. Throws what the first of them throws. */
    static <T> List<T> run(Work<T> work) {
        var executor = Executors.newFixedThreadPool(THREADS);
        try {
            var start = new CountDownLatch(1);
            var futures = new ArrayList<Future<T>>();
            for (var i = 0; i < THREADS; i++) {
                var thread = i;
                futures.add(executor.submit(() -> {
                    start.await();
                    return work.run(thread);
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException failed) {
            throw new AssertionError("A thread failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("The threads did not end", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } finally {
            executor.shutdownNow();
        }
    }
}
