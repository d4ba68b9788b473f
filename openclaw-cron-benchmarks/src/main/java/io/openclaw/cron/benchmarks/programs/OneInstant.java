package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;

/** All jobs on one instant, after another instant with as many other jobs. */
final class OneInstant implements Program.Measurement {
    private static final int SECONDS_BETWEEN = 20;
    /** Jobs may be claimed ahead of their time, and that is to count. */
    private static final int SECONDS_AHEAD = 5;

    private final Assignment assignment;

    OneInstant(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        var warmUp = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(SECONDS_BETWEEN);
        var instant = warmUp.plusSeconds(SECONDS_BETWEEN);
        var calls = new Calls(jobs, instant, 1);
        Called counted = (number, scheduled) -> {
            if (number < jobs) {
                calls.called(number, scheduled);
            }
        };
        var work = new ArrayList<>(Work.daily(0, jobs, instant));
        work.addAll(Work.daily(jobs, jobs, warmUp));
        try (var peer = assignment.peer(counted)) {
            peer.create(work);
            assignment.settle();
            return new Punctuality(assignment.meter(), calls)
                    .measure(peer, instant.minusSeconds(SECONDS_AHEAD), instant, jobs);
        }
    }
}
