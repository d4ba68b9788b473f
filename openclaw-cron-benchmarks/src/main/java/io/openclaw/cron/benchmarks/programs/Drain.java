package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** A backlog of jobs, each of which is due once: until all of it is committed. */
final class Drain implements Program.Measurement {
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int WARM_UPS = 8;

    private final Assignment assignment;
    private final int warmUp;
    private final Maker maker;

    /** By a peer in this process. */
    Drain(Assignment assignment) {
        this(assignment, assignment.size().jobs(), assignment::peer);
    }

    /** By whoever is made, after other backlogs of so many jobs. */
    Drain(Assignment assignment, int warmUp, Maker maker) {
        this.assignment = assignment;
        this.warmUp = warmUp;
        this.maker = maker;
    }

    /** Makes who is to work it off. */
    @FunctionalInterface
    interface Maker {
        Peer peer(Called called) throws Exception;
    }

    /** The last of several, so that the code is compiled when it counts: the compiler takes half a processor for long. */
    @Override
    public Map<String, Double> figures() throws Exception {
        // Each has a minute of its own: ids of jobs that are made for the same one have no order, and would share pages
        // of indexes.
        var minute = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        for (int i = 0; i < WARM_UPS; i++) {
            drain(i * warmUp, warmUp, minute.plus(i, ChronoUnit.MINUTES));
        }
        return drain(WARM_UPS * warmUp, assignment.size().jobs(), minute.plus(WARM_UPS, ChronoUnit.MINUTES));
    }

    private Map<String, Double> drain(int already, int count, Instant minute) throws Exception {
        var calls = new Calls(count, minute);
        Called numbered = (number, scheduled) -> calls.called(number - already, null);
        var figures = new TreeMap<String, Double>();
        var meter = assignment.meter();
        Usage before;
        Usage after;
        long recorded;
        try (var peer = maker.peer(numbered)) {
            peer.create(Work.overMinute(already, count, minute));
            var recordedBefore = peer.history(already);
            assignment.settle();
            var statements = new StatementProfile(assignment.measured());
            statements.begin();
            before = meter.now();
            peer.start();
            var complete = calls.await(PATIENCE);
            if (complete) {
                Waiting.until(() -> peer.left() == 0, PATIENCE);
            }
            after = meter.now();
            statements.print(System.err, count);
            recorded = peer.history(already + count) - recordedBefore;
        }
        figures.put("perSecond", count / after.seconds(before));
        figures.put("untilLastCallPerSecond", count * 1e9 / (calls.lastNanos() - before.nanos()));
        figures.putAll(meter.between(before, after, count));
        figures.putAll(calls.faults());
        figures.put("unrecorded", (double) (count - recorded));
        return figures;
    }
}
