package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Jobs made in bulk by one thread, in the fastest way that a peer has, after as many. */
final class BulkCreation implements Program.Measurement {
    private final Assignment assignment;

    BulkCreation(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        var later = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        var meter = assignment.meter();
        try (var peer = assignment.peer(NOTHING)) {
            peer.create(Work.overMinute(0, jobs, later));
            var before = meter.now();
            peer.create(Work.overMinute(jobs, jobs, later));
            var after = meter.now();
            var figures = new TreeMap<>(meter.between(before, after, jobs));
            figures.put("perSecond", jobs / after.seconds(before));
            return figures;
        }
    }
}
