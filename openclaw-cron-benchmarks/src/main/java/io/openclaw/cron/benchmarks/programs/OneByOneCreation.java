package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Jobs made one by one from a few threads, each committed before its thread makes the next one, after half as many. The process runs jobs
 * meanwhile, as an application does, but none of these is due.
 */
final class OneByOneCreation implements Program.Measurement {
    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Assignment assignment;

    OneByOneCreation(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        var later = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        var meter = assignment.meter();
        try (var peer = assignment.peer(NOTHING)) {
            peer.start();
            Waiting.until(peer::ready, PATIENCE);
            create(peer, Work.overMinute(0, jobs / 2, later));
            assignment.settle();
            var work = Work.overMinute(jobs / 2, jobs, later);
            var before = meter.now();
            var took = create(peer, work);
            var after = meter.now();
            var figures = new TreeMap<>(meter.between(before, after, jobs));
            figures.put("perSecond", jobs / after.seconds(before));
            figures.putAll(took.millis());
            return figures;
        }
    }

    /** How many nanoseconds each took. */
    private static Percentiles create(Peer peer, List<Work> work) throws Exception {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var shares = new ArrayList<Callable<LongStream>>();
            for (int i = 0; i < THREADS; i++) {
                var share = work.subList(work.size() * i / THREADS, work.size() * (i + 1) / THREADS);
                shares.add(() -> createShare(peer, share));
            }
            var took = LongStream.empty();
            for (var share : threads.invokeAll(shares)) {
                took = LongStream.concat(took, share.get());
            }
            return new Percentiles(took.toArray());
        } finally {
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static LongStream createShare(Peer peer, List<Work> share) throws Exception {
        var took = LongStream.builder();
        for (var one : share) {
            var start = System.nanoTime();
            peer.createOne(one);
            took.add(System.nanoTime() - start);
        }
        return took.build();
    }
}
