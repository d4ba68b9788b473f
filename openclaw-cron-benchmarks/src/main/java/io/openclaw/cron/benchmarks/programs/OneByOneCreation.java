package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Jobs made one by one from a few threads, each committed before its thread makes the next one, after three times as many. The process runs
 * jobs meanwhile, as an application does, but none of these is due.
 */
final class OneByOneCreation implements Program.Measurement {
    private static final int THREADS = 4;
    private static final int WARM_UP = 3;
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
            create(peer, Work.overMinute(0, WARM_UP * jobs, later));
            assignment.settle();
            var work = Work.overMinute(WARM_UP * jobs, jobs, later);
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
        var took = Shares.doneBy(THREADS, work, share -> createShare(peer, share));
        return new Percentiles(took.stream().flatMapToLong(Function.identity()).toArray());
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
