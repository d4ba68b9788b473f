package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.OpenClawPeer;
import io.openclaw.cron.benchmarks.peers.Sql;
import io.openclaw.cron.benchmarks.peers.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Jobs on every second beside a large history, of which retention meanwhile removes what is too old. */
final class Steady implements Program.Measurement {
    /** Until then code is compiled. Retention makes a pass at the start and each minute after it. */
    private static final int WARM_UP_SECONDS = 60;

    /** Of the full size more than the passes of three minutes remove. */
    private static final double SHARE_TOO_OLD = 0.04;

    private final Assignment assignment;
    private final History history;

    Steady(Assignment assignment) {
        this.assignment = assignment;
        this.history = new History(assignment.database(), assignment.size().rows());
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        history.make();
        assignment.settle();
        var size = assignment.size();
        var oldest = history.endOf(SHARE_TOO_OLD);
        var retention = Duration.between(oldest, Instant.now());
        var tooOld = history.before(oldest);
        var first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
        var counted = first.plusSeconds(WARM_UP_SECONDS);
        var end = counted.plusSeconds(size.seconds());
        var calls = new Calls(size.jobs(), first, WARM_UP_SECONDS, size.seconds());
        var executions = (long) size.jobs() * size.seconds();
        var figures = new TreeMap<String, Double>();
        try (var peer = OpenClawPeer.keeping(assignment.database(), size.workers(), calls, retention)) {
            peer.create(Work.everySecond(size.jobs(), first));
            figures.putAll(new Punctuality(assignment.meter(), calls).measure(peer, counted, end, executions));
            // The next run on this database is to have none of them.
            peer.deleteJobs();
        }
        figures.put("removed", (double) (tooOld - history.before(oldest)));
        figures.put("unrecorded", (double) (executions - recorded(counted, end)));
        return figures;
    }

    private long recorded(Instant from, Instant until) throws SQLException {
        return Sql.number(
                assignment.database(),
                "SELECT count(*) FROM openclaw.skill_executions WHERE organization_id = 'org' AND status = 'completed'"
                        + " AND scheduled_for >= '" + from + "' AND scheduled_for < '" + until + "'");
    }
}
