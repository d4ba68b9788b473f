package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Work that several threads do at the same time, each of them its share of it. */
final class Shares {
    private Shares() {}

    /** What a thread does with its share. */
    interface Part<T> {
        T of(List<Work> share) throws Exception;
    }

    /** Has it done, and returns what came of each share. */
    static <T> List<T> doneBy(int threads, List<Work> work, Part<T> part) throws Exception {
        var executor = Executors.newFixedThreadPool(threads);
        try {
            var shares = new ArrayList<Callable<T>>();
            for (int i = 0; i < threads; i++) {
                var share = work.subList(work.size() * i / threads, work.size() * (i + 1) / threads);
                shares.add(() -> part.of(share));
            }
            var outcomes = new ArrayList<T>();
            for (var outcome : executor.invokeAll(shares)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            executor.shutdown();
            executor.awaitTermination(1, TimeUnit.MINUTES);
        }
    }
}
