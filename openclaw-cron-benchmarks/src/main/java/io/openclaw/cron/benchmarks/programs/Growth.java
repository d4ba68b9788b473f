package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.OpenClawPeer;
import java.util.Map;
import java.util.TreeMap;

/** Whether what is fast with few jobs is so with many, none of which is due: queries, punctuality, and a drain, one after the other. */
final class Growth implements Program.Measurement {
    /** As many pages as the jobs of the smaller one have. */
    private static final int DEEP = 100;

    /** Jobs on every second, for each one that is drained. */
    private static final int DRAINED_TO_PUNCTUAL = 50;

    private final Assignment assignment;

    Growth(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var size = assignment.size();
        var database = assignment.database();
        new History(database, size.others(), size.rows()).make();
        assignment.settle();
        try (var peer = OpenClawPeer.durable(database, size.workers(), NOTHING)) {
            var figures = new TreeMap<>(queries(peer));
            var punctual = size.changedBy("jobs=" + Math.max(1, size.jobs() / DRAINED_TO_PUNCTUAL));
            figures.putAll(Parts.of("on every second", new EverySecond(assignment.of(punctual)).figures()));
            // Or the backlog would be theirs as well.
            peer.deleteJobs();
            figures.putAll(Parts.of("drain", new Drain(assignment).figures()));
            return figures;
        }
    }

    private Map<String, Double> queries(OpenClawPeer peer) throws Exception {
        var meter = assignment.meter();
        var before = meter.now();
        var figures = new TreeMap<>(new QueryTimes(peer.cron(), DEEP).figures());
        figures.put("othersPercent", meter.now().othersPercent(before));
        return figures;
    }
}
