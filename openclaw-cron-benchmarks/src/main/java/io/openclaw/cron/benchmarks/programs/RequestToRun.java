package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.peers.OpenClawPeer.OWNER;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.benchmarks.peers.OpenClawPeer;
import io.openclaw.cron.benchmarks.peers.Work;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long it takes from a request until the skill starts, on a node that has nothing else to do: manual runs that the node itself is asked
 * for, or another instance, and new jobs that are due at once.
 *
 * <p>A schedule fires after its job is made. So jobs that are due at once are made by an instance whose clock is slow.
 */
final class RequestToRun implements Program.Measurement {
    /** Until then code is compiled. */
    private static final int WARM_UP = 500;

    /** More than a second, or a request at a second's end would be for the next day. */
    private static final Duration SLOW = Duration.ofSeconds(-2);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Assignment assignment;

    RequestToRun(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var each = WARM_UP + assignment.size().jobs();
        var all = 3 * each;
        var requests = new Requests(all);
        var figures = new TreeMap<String, Double>();
        try (var peer = OpenClawPeer.durable(
                        assignment.database(), assignment.size().workers(), requests);
                var other = other()) {
            var later = Instant.now().plus(6, ChronoUnit.HOURS);
            var jobs = peer.cron()
                    .manager()
                    .createCronJobs(Work.daily(0, 2 * each, later).stream()
                            .map(OpenClawPeer::request)
                            .toList());
            assignment.settle();
            peer.start();
            var meter = assignment.meter();
            var before = meter.now();
            figures.putAll(times("manual run", requests, 0, number -> run(peer.cron(), jobs, number)));
            figures.putAll(
                    times("manual run, asked of another instance", requests, each, number -> run(other, jobs, number)));
            figures.putAll(times(
                    "new job, due at once, made by another instance",
                    requests,
                    2 * each,
                    number -> other.manager().createCronJob(OpenClawPeer.request(dueAtOnce(number)))));
            figures.put("othersPercent", meter.now().othersPercent(before));
            Waiting.until(() -> peer.left() == 0, PATIENCE);
            figures.put("unrecorded", (double) (all - peer.history(all)));
        }
        figures.putAll(requests.faults());
        return figures;
    }

    private OpenClawCron other() {
        return OpenClawCron.builder()
                .store(new JdbcCronStore(assignment.database()))
                .skillExecutor((request, context) -> SkillResult.empty())
                .clock(Clock.offset(Clock.systemUTC(), SLOW))
                .build();
    }

    private static void run(OpenClawCron asked, List<CronJob> jobs, int number) {
        asked.manager().triggerManualRun(jobs.get(number).jobId(), OWNER);
    }

    private static Work dueAtOnce(int number) {
        return Work.daily(number, 1, Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .get(0);
    }

    private Map<String, Double> times(String part, Requests requests, int from, Requests.Request request)
            throws Exception {
        requests.make(from, from + WARM_UP, request);
        var took =
                requests.make(from + WARM_UP, from + WARM_UP + assignment.size().jobs(), request);
        return Parts.of(part, took.millis());
    }
}
