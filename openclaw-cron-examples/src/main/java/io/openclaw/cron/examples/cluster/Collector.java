package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.cluster.check.Attempt;
import io.openclaw.cron.examples.cluster.check.Evidence;
import io.openclaw.cron.examples.cluster.check.JobBook;
import io.openclaw.cron.examples.cluster.check.Life;
import io.openclaw.cron.examples.cluster.check.Write;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Gathers what a run has left behind. */
final class Collector {
    private final OpenClawCron library;
    private final DataSource database;

    Collector(OpenClawCron library, DataSource database) {
        this.library = library;
        this.database = database;
    }

    /**
     * The evidence.
     *
     * @param jobs as they were created; they are paused by now
     * @param ends when calls have ended
     */
    Evidence collect(List<CronJob> jobs, List<Life> lives, Map<UUID, Instant> ends, Set<UUID> promised)
            throws SQLException {
        return new Evidence(
                jobs.stream().map(this::book).toList(), executions(), attempts(ends), writes(), lives, promised);
    }

    private JobBook book(CronJob created) {
        var paused = library.manager()
                .getCronJob(created.jobId(), created.organizationId())
                .orElseThrow();
        return new JobBook(created, paused.nextRun(), (first, last) -> fires(created, first, last));
    }

    private List<Instant> fires(CronJob job, Instant first, Instant last) {
        var zone = ZoneId.of(job.timezone());
        var fires = new ArrayList<Instant>();
        var fire = library.scheduler().calculateNextRun(job.schedule(), zone, first.minusNanos(1));
        while (fire.isPresent() && !fire.get().isAfter(last)) {
            fires.add(fire.get());
            fire = library.scheduler().calculateNextRun(job.schedule(), zone, fire.get());
        }
        return fires;
    }

    private List<CronExecution> executions() {
        var all = new ArrayList<CronExecution>();
        for (var organization : ClusterJobs.ORGANIZATIONS) {
            var query = CronExecutionHistoryQuery.builder(organization).limit(200);
            var page = library.history().getExecutionHistory(query.build());
            all.addAll(page.items());
            while (page.hasMore()) {
                page = library.history()
                        .getExecutionHistory(query.cursor(page.nextCursor()).build());
                all.addAll(page.items());
            }
        }
        return all;
    }

    private List<Attempt> attempts(Map<UUID, Instant> ends) throws SQLException {
        return read(
                "SELECT job_id, execution_id, fence, attempt, life, called_at, call_id FROM diary.calls",
                row -> new Attempt(
                        row.getObject(1, UUID.class),
                        new Claim(row.getObject(2, UUID.class), row.getLong(3)),
                        row.getInt(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        ends.get(row.getObject(7, UUID.class))));
    }

    private List<Write> writes() throws SQLException {
        return read(
                "SELECT number, guarded, execution_id, fence, accepted FROM diary.writes",
                row -> new Write(
                        row.getLong(1),
                        row.getString(2),
                        new Claim(row.getObject(3, UUID.class), row.getLong(4)),
                        row.getBoolean(5)));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String query, Reader<T> reader) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.createStatement();
                var rows = select.executeQuery(query)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }
}
