package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** A backlog of jobs, each of which is due once: until all of it is committed. */
final class Drain implements Program.Measurement {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Assignment assignment;

    Drain(Assignment assignment) {
        this.assignment = assignment;
    }

    /** Twice, so that the code is compiled when it counts: with a tenth of the jobs the compiler takes half a processor for long. */
    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        drain(0, jobs);
        return drain(jobs, jobs);
    }

    private Map<String, Double> drain(int already, int count) throws Exception {
        var minute = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        var calls = new Calls(count, minute, 1);
        Called numbered = (number, scheduled) -> calls.called(number - already, null);
        var figures = new TreeMap<String, Double>();
        var meter = assignment.meter();
        Usage before;
        Usage after;
        long history;
        try (var peer = assignment.peer(numbered)) {
            peer.create(Work.overMinute(already, count, minute));
            assignment.settle();
            var statements = new StatementProfile(assignment.database());
            statements.begin();
            before = meter.now();
            peer.start();
            var complete = calls.await(PATIENCE);
            while (complete && peer.left() > 0) {
                Waiting.pass(Duration.ofMillis(20));
            }
            after = meter.now();
            statements.print(System.err, count);
            history = peer.history(already + count);
        }
        figures.put("perSecond", count / after.seconds(before));
        figures.put("untilLastCallPerSecond", count * 1e9 / (calls.lastNanos() - before.nanos()));
        figures.putAll(meter.between(before, after, count));
        figures.putAll(calls.faults());
        figures.put("unrecorded", (double) (already + count - history));
        return figures;
    }
}
