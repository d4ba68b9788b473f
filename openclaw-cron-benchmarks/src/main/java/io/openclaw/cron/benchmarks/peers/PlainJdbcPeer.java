package io.openclaw.cron.benchmarks.peers;

import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * What the database itself can do: the rows and indexes of this library, written by its own tables' statements and nothing else.
 * Each of a few threads takes a hundred due jobs, moves them on and claims their fires in one transaction, and ends them in
 * another one. It decides nothing: no schedule, no policy, no fence, no permit.
 */
final class PlainJdbcPeer implements Peer {
    private static final int BATCH = 100;
    /** More of them are no faster on two cores. */
    private static final int MAX_THREADS = 4;

    private static final String DUE = """
            SELECT n.job_id, j.skill_params ->> 'text'
            FROM openclaw.cron_next_runs n JOIN openclaw.cron_jobs j USING (organization_id, job_id)
            WHERE n.enabled AND n.priority = 5 AND n.next_run <= now()
            ORDER BY n.next_run, n.job_id LIMIT %d FOR NO KEY UPDATE OF n SKIP LOCKED
            """.formatted(BATCH);
    private static final String INSERT = """
            INSERT INTO openclaw.cron_claimed_fires (
              organization_id, execution_id, job_id, scheduled_for, in_turn, node_name, node_id, claim_id)
            SELECT 'org', u.execution_id, u.job_id, n.next_run, true, 'plain-jdbc', ?, ?
            FROM unnest(?::uuid[], ?::uuid[]) AS u (job_id, execution_id)
            JOIN openclaw.cron_next_runs n ON n.organization_id = 'org' AND n.job_id = u.job_id
            """;
    private static final String MOVE_ON = """
            UPDATE openclaw.cron_next_runs n
            SET next_run = n.next_run + interval '1 day', decided_until = n.next_run + interval '1 day'
            FROM unnest(?::uuid[]) AS u (job_id) WHERE n.organization_id = 'org' AND n.job_id = u.job_id
            """;
    private static final String COMPLETE = """
            WITH c AS (
              DELETE FROM openclaw.cron_claimed_fires WHERE execution_id = ANY(?::uuid[]) RETURNING *)
            INSERT INTO openclaw.skill_executions (
              organization_id, execution_id, job_id, user_id, skill_name, job_version, output_result, status, trigger,
              scheduled_for, skipped_count, priority, in_turn, available_at, started_at, completed_at, execution_time_ms,
              attempt, retry_count, recoveries, node_name, node_id, fence, claim_id, tokens_used, cost_cents, started_before_change)
            SELECT j.organization_id, c.execution_id, j.job_id, j.user_id, j.skill_name, j.version, '{}',
              'completed', 'schedule', c.scheduled_for, 0, j.priority, true, c.scheduled_for, now(), now(), 0.01, 1, 0, 0,
              c.node_name, c.node_id, 1, c.claim_id, 0, 0, false
            FROM c JOIN openclaw.cron_jobs j ON j.organization_id = 'org' AND j.job_id = c.job_id
            """;
    private static final String STATE = """
            INSERT INTO openclaw.cron_job_state AS s (organization_id, job_id, last_run, last_status, run_count,
              success_count, failure_count, failure_streak)
            SELECT 'org', u.job_id, now(), 'completed', 1, 1, 0, 0 FROM unnest(?::uuid[]) AS u (job_id)
            ON CONFLICT (organization_id, job_id) DO UPDATE SET last_run = excluded.last_run,
              last_status = excluded.last_status, run_count = s.run_count + 1, success_count = s.success_count + 1
            """;
    private static final String JOB_HOURS = """
            INSERT INTO openclaw.cron_job_stats_hourly AS t
            SELECT 'org', u.job_id, date_trunc('hour', now()), 1, 0, 0, 0, 0, '{1}', 10, 10, 10, 10, 1, 0, 0
            FROM unnest(?::uuid[]) AS u (job_id)
            ON CONFLICT (organization_id, job_id, hour_start) DO UPDATE SET completed = t.completed + 1
            """;
    private static final String ORGANIZATION_HOURS = """
            INSERT INTO openclaw.cron_org_stats_hourly AS t
            VALUES ('org', date_trunc('hour', now()), ?, ?, 0, 0, 0, 0, '{1}', 10, 10, 10, 10, 1, 0, 0)
            ON CONFLICT (organization_id, hour_start, stripe) DO UPDATE SET completed = t.completed + excluded.completed
            """;

    private final DataSource database;
    private final Called called;
    private final int threads;
    private final UUID node = UUID.randomUUID();
    private final ExecutorService workers;
    private final List<Future<?>> running = new ArrayList<>();

    PlainJdbcPeer(DataSource database, int workers, Called called) {
        CronSchema.of(database).apply();
        this.database = database;
        this.called = called;
        this.threads = Math.min(workers, MAX_THREADS);
        this.workers = Executors.newFixedThreadPool(threads);
    }

    @Override
    public void create(List<Work> work) {
        OpenClawPeer.createAt(new JdbcCronStore(database), work);
    }

    @Override
    public void start() {
        for (int i = 0; i < threads; i++) {
            var stripe = i;
            running.add(workers.submit(() -> {
                drain(stripe);
                return stripe;
            }));
        }
    }

    private void drain(int stripe) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (var jobs = claim(connection); !jobs.ids().isEmpty(); jobs = claim(connection)) {
                jobs.parameters().forEach(text -> called.called(Work.numberIn(text), null));
                record(connection, jobs, stripe);
            }
        }
    }

    private record Claimed(List<UUID> ids, List<UUID> executions, List<String> parameters) {}

    private Claimed claim(Connection connection) throws SQLException {
        var claimed = new Claimed(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (var due = connection.prepareStatement(DUE);
                var rows = due.executeQuery()) {
            while (rows.next()) {
                claimed.ids().add(rows.getObject(1, UUID.class));
                claimed.executions().add(timeOrdered());
                claimed.parameters().add(rows.getString(2));
            }
        }
        if (!claimed.ids().isEmpty()) {
            var jobs = array(connection, claimed.ids());
            update(connection, INSERT, node, UUID.randomUUID(), jobs, array(connection, claimed.executions()));
            update(connection, MOVE_ON, jobs);
        }
        connection.commit();
        return claimed;
    }

    private static UUID timeOrdered() {
        var random = UUID.randomUUID();
        return new UUID(
                (System.currentTimeMillis() << 16) | (random.getMostSignificantBits() & 0xffff),
                random.getLeastSignificantBits());
    }

    private void record(Connection connection, Claimed claimed, int stripe) throws SQLException {
        // In the order of their keys: threads would wait for each other in circles otherwise.
        var jobs = array(connection, claimed.ids().stream().sorted().toList());
        update(connection, COMPLETE, array(connection, claimed.executions()));
        update(connection, STATE, jobs);
        update(connection, JOB_HOURS, jobs);
        update(connection, ORGANIZATION_HOURS, stripe, claimed.ids().size());
        connection.commit();
    }

    private static java.sql.Array array(Connection connection, List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public long left() throws SQLException {
        return OpenClawPeer.left(database);
    }

    @Override
    public long history(long expected) throws SQLException {
        return OpenClawPeer.history(database);
    }

    @Override
    public void close() throws InterruptedException, ExecutionException {
        workers.shutdown();
        workers.awaitTermination(1, TimeUnit.MINUTES);
        for (var one : running) {
            one.get();
        }
    }
}
