package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** All jobs on every second. */
final class EverySecond implements Program.Measurement {
    private final Assignment assignment;

    EverySecond(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        var seconds = assignment.size().seconds();
        var first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
        var counted = first.plusSeconds(Punctuality.WARM_UP_SECONDS);
        var calls = new Calls(jobs, first, Punctuality.WARM_UP_SECONDS, seconds);
        try (var peer = assignment.peer(calls)) {
            peer.create(Work.everySecond(jobs, first));
            assignment.settle();
            return new Punctuality(assignment.meter(), calls)
                    .measure(peer, counted, counted.plusSeconds(seconds), (long) jobs * seconds);
        }
    }
}
