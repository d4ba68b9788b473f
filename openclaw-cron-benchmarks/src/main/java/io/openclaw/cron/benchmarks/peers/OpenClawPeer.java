package io.openclaw.cron.benchmarks.peers;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** This library, with all its defaults but the number of permits. */
public final class OpenClawPeer implements Peer {
    /** Whose jobs they are. */
    public static final Caller OWNER = new Caller("org", "user");

    private static final int BATCH = 10_000;

    private final Optional<DataSource> database;
    private final CronStore store;
    private final OpenClawCron cron;

    private OpenClawPeer(
            Optional<DataSource> database, CronStore store, Called called, CronManagerConfig.Builder config) {
        this.database = database;
        this.store = store;
        this.cron = OpenClawCron.builder()
                .store(store)
                .skillExecutor((request, context) -> {
                    called.called(numberIn(request), context.scheduledTime());
                    return SkillResult.empty();
                })
                .config(config.build())
                .build();
    }

    /** One on a database, with its tables where they are not there. */
    public static OpenClawPeer durable(DataSource database, int workers, Called called) {
        return durable(database, called, CronManagerConfig.builder().maxConcurrentJobs(workers));
    }

    /** One that removes executions that ended longer ago than that. */
    public static OpenClawPeer keeping(DataSource database, int workers, Called called, Duration retention) {
        return durable(
                database,
                called,
                CronManagerConfig.builder().maxConcurrentJobs(workers).retention(retention));
    }

    private static OpenClawPeer durable(DataSource database, Called called, CronManagerConfig.Builder config) {
        CronSchema.of(database).apply();
        return new OpenClawPeer(Optional.of(database), new JdbcCronStore(database), called, config);
    }

    static OpenClawPeer inMemory(int workers, Called called) {
        return new OpenClawPeer(
                Optional.empty(),
                new InMemoryCronStore(),
                called,
                CronManagerConfig.builder().maxConcurrentJobs(workers));
    }

    @Override
    public void create(List<Work> work) {
        createAt(store, work);
    }

    /** Creates jobs just before the first of them is due, so that a backlog is made as backlogs are. */
    public static void createAt(CronStore store, List<Work> work) {
        var before = work.stream()
                .map(Work::due)
                .min(Instant::compareTo)
                .orElseThrow()
                .minusSeconds(1);
        try (var creator = OpenClawCron.builder()
                .store(store)
                .skillExecutor((request, context) -> SkillResult.empty())
                .clock(Clock.fixed(before, ZoneOffset.UTC))
                .build()) {
            for (int from = 0; from < work.size(); from += BATCH) {
                creator.manager()
                        .createCronJobs(work.subList(from, Math.min(from + BATCH, work.size())).stream()
                                .map(OpenClawPeer::request)
                                .toList());
            }
        }
    }

    @Override
    public void createOne(Work work) {
        cron.manager().createCronJob(request(work));
    }

    /** Deletes all jobs that it has created. */
    public void deleteJobs() {
        var jobs = CronJobListQuery.builder(OWNER.organizationId()).build();
        for (var page = cron.manager().listCronJobs(jobs);
                !page.items().isEmpty();
                page = cron.manager().listCronJobs(jobs)) {
            page.items().forEach(job -> cron.manager().deleteCronJob(job.jobId(), OWNER));
        }
    }

    /** What is asked for when a job is to be made. */
    public static CreateCronJobRequest request(Work one) {
        return CreateCronJobRequest.builder(
                        OWNER.organizationId(), OWNER.userId(), "job " + one.number(), one.cron(), "noop")
                .skillParams(Map.of("text", one.parameters()))
                .timezone("UTC")
                .build();
    }

    /** Which job a skill is called for. */
    public static int numberIn(SkillRequest request) {
        return Work.numberIn((String) requireNonNull(request.parameters().get("text")));
    }

    /** The instance that it is. */
    public OpenClawCron cron() {
        return cron;
    }

    @Override
    public void start() {
        cron.start();
    }

    @Override
    public boolean ready() {
        return cron.health().status() == CronHealth.Status.UP;
    }

    @Override
    public long left() throws SQLException {
        return database.isPresent() ? left(database.get()) : store.countQueued(Instant.now());
    }

    static long left(DataSource database) throws SQLException {
        return Sql.number(
                database,
                "SELECT (SELECT count(*) FROM openclaw.cron_next_runs WHERE enabled AND next_run <= now())"
                        + " + (SELECT count(*) FROM openclaw.skill_executions WHERE status IN ('pending', 'running'))"
                        + " + (SELECT count(*) FROM openclaw.cron_claimed_fires)");
    }

    @Override
    public long history(long expected) throws SQLException {
        return database.isPresent() ? history(database.get()) : expected;
    }

    /** What is in all three: executions, counters of jobs and hourly statistics. */
    static long history(DataSource database) throws SQLException {
        var ours = " organization_id = '" + OWNER.organizationId() + "'";
        return Sql.number(
                database,
                "SELECT least((SELECT count(*) FROM openclaw.skill_executions WHERE status = 'completed' AND" + ours
                        + "), (SELECT sum(run_count) FROM openclaw.cron_job_state WHERE" + ours
                        + "), (SELECT sum(completed) FROM openclaw.cron_job_stats_hourly WHERE" + ours + "))");
    }

    @Override
    public void close() {
        cron.close();
    }
}
