package io.openclaw.cron.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.Constants;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz. Acquires as many triggers at once as it has threads, and never takes a backlog for misfires. */
final class QuartzPeer implements Peer {
    private static final String NAME = "benchmark";
    private static final int BATCH = 1_000;

    private final Optional<DataSource> database;
    private final Scheduler scheduler;

    private QuartzPeer(Optional<DataSource> database, int workers, Called called) throws SchedulerException {
        this.database = database;
        var settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", NAME);
        settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(workers));
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(workers));
        settings.setProperty("org.quartz.jobStore.misfireThreshold", "86400000");
        if (database.isPresent()) {
            DBConnectionManager.getInstance().addConnectionProvider(NAME, new Connections(database.get()));
            settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
            settings.setProperty(
                    "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
            settings.setProperty("org.quartz.jobStore.dataSource", NAME);
            settings.setProperty("org.quartz.jobStore.isClustered", "true");
            settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        } else {
            settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        }
        this.scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.setJobFactory((bundle, quartz) -> new Noop(called));
    }

    static QuartzPeer clustered(DataSource database, int workers, Called called) throws Exception {
        if (Sql.number(database, "SELECT count(*) FROM pg_tables WHERE tablename = 'qrtz_triggers'") == 0) {
            Sql.execute(database, tables());
        }
        return new QuartzPeer(Optional.of(database), workers, called);
    }

    static QuartzPeer inMemory(int workers, Called called) throws SchedulerException {
        return new QuartzPeer(Optional.empty(), workers, called);
    }

    private static String tables() throws IOException {
        try (var script = Constants.class.getResourceAsStream("tables_postgres.sql")) {
            if (script == null) {
                throw new IOException("Quartz has no tables_postgres.sql");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The job, which Quartz lets run on several threads at once. */
    private record Noop(Called called) implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            called.called(
                    Work.numberIn(context.getMergedJobDataMap().getString("text")),
                    context.getScheduledFireTime().toInstant());
        }
    }

    private record Connections(DataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }

    @Override
    public void create(List<Work> work) throws SchedulerException {
        for (int from = 0; from < work.size(); from += BATCH) {
            Map<JobDetail, Set<? extends Trigger>> batch =
                    work.subList(from, Math.min(from + BATCH, work.size())).stream()
                            .collect(Collectors.toMap(QuartzPeer::job, one -> Set.of(trigger(one))));
            scheduler.scheduleJobs(batch, false);
        }
    }

    private static JobDetail job(Work one) {
        return JobBuilder.newJob(Noop.class)
                .withIdentity(String.valueOf(one.number()))
                .usingJobData("text", one.parameters())
                .build();
    }

    private static Trigger trigger(Work one) {
        var cron = one.cron().substring(0, one.cron().length() - 1) + "?";
        return TriggerBuilder.newTrigger()
                .withIdentity(String.valueOf(one.number()))
                .startAt(Date.from(one.due()))
                .withSchedule(CronScheduleBuilder.cronSchedule(cron).inTimeZone(TimeZone.getTimeZone("UTC")))
                .build();
    }

    @Override
    public void start() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public long left() throws SQLException {
        return database.isEmpty()
                ? 0
                : Sql.number(
                        database.get(),
                        "SELECT (SELECT count(*) FROM qrtz_triggers WHERE next_fire_time <= "
                                + Instant.now().toEpochMilli() + ") + (SELECT count(*) FROM qrtz_fired_triggers)");
    }

    @Override
    public void close() throws SchedulerException {
        scheduler.shutdown(true);
    }
}
