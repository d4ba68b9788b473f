package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** All jobs on one instant, after another instant with as many other jobs, which was the first of the process and is told apart. */
final class OneInstant implements Program.Measurement {
    private static final int SECONDS_BETWEEN = 30;
    /** Jobs may be claimed ahead of their time, and that is to count. */
    private static final int SECONDS_AHEAD = 5;

    /** With the first instant; ends well before the next, so that what that is spared of the first one's trouble is told with it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String FIRST = "first instant of a new process";
    private static final String NEXT = "instant after another";

    private final Assignment assignment;

    OneInstant(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        var first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(SECONDS_BETWEEN);
        var next = first.plusSeconds(SECONDS_BETWEEN);
        var firstCalls = new Calls(jobs, first);
        var nextCalls = new Calls(jobs, next);
        Called counted = (number, scheduled) -> {
            if (number < jobs) {
                nextCalls.called(number, scheduled);
            } else {
                firstCalls.called(number - jobs, scheduled);
            }
        };
        var work = new ArrayList<>(Work.daily(0, jobs, next));
        work.addAll(Work.daily(jobs, jobs, first));
        try (var peer = assignment.peer(counted)) {
            peer.create(work);
            assignment.settle();
            peer.start();
            firstCalls.await(PATIENCE);
            Waiting.until(() -> peer.left() == 0, PATIENCE);
            // As before a drain: the server plans for tables as they are by now, not for the empty ones of before.
            assignment.settle();
            var figures = new TreeMap<>(Parts.of(
                    NEXT,
                    new Punctuality(assignment.meter(), nextCalls)
                            .measureStarted(next.minusSeconds(SECONDS_AHEAD), next, jobs)));
            figures.putAll(Parts.of(FIRST, firstCalls.faults()));
            figures.putAll(Parts.of(FIRST, firstCalls.lateness()));
            return figures;
        }
    }
}
