package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Jobs made in bulk from two threads, in the fastest way that a peer has, after three times as many. */
final class BulkCreation implements Program.Measurement {
    private static final int THREADS = 2;
    /** Until the code is compiled; with many more the tables would be larger than the size says. */
    private static final int WARM_UPS = 3;

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
            for (int i = 0; i < WARM_UPS; i++) {
                create(peer, Work.overMinute(i * jobs, jobs, later.plus(i, ChronoUnit.MINUTES)));
            }
            var before = meter.now();
            create(peer, Work.overMinute(WARM_UPS * jobs, jobs, later.plus(WARM_UPS, ChronoUnit.MINUTES)));
            var after = meter.now();
            var figures = new TreeMap<>(meter.between(before, after, jobs));
            figures.put("perSecond", jobs / after.seconds(before));
            return figures;
        }
    }

    private static void create(Peer peer, List<Work> work) throws Exception {
        Shares.doneBy(THREADS, work, share -> {
            peer.create(share);
            return share.size();
        });
    }
}
