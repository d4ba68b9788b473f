package io.openclaw.cron.benchmarks.peers;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr with one-time jobs, its easier case, and its shortest poll interval. */
final class JobRunrPeer implements Peer {
    private final DataSource database;
    private final JobRunrConfigurationResult jobRunr;
    private final BackgroundJobServer server;

    JobRunrPeer(DataSource database, int workers, Called called) {
        this.database = database;
        var target = new Target(called);
        this.jobRunr = JobRunr.configure()
                .useJobActivator(new JobActivator() {
                    @Override
                    public <T> T activateJob(Class<T> type) {
                        return type.cast(target);
                    }
                })
                .useStorageProvider(SqlStorageProviderFactory.using(database))
                .useBackgroundJobServer(
                        usingStandardBackgroundJobServerConfiguration()
                                .andWorkerCount(workers)
                                .andPollInterval(Duration.ofSeconds(5)),
                        false)
                .initialize();
        this.server = jobRunr.getBackgroundJobServer();
    }

    /** What JobRunr calls, by its name in the database. */
    public static final class Target {
        private final Called called;

        Target(Called called) {
            this.called = called;
        }

        /** The job. */
        public void run(String parameters) {
            called.called(Work.numberIn(parameters), null);
        }
    }

    @Override
    public void create(List<Work> work) {
        jobRunr.getJobScheduler().create(work.stream().map(JobRunrPeer::job));
    }

    /** What is due already is made ready to run, as applications do that want it to run at once. */
    private static JobBuilder job(Work one) {
        var parameters = one.parameters();
        var job = JobBuilder.aJob().<Target>withJobLambda(target -> target.run(parameters));
        return one.due().isAfter(Instant.now()) ? job.scheduleAt(one.due()) : job;
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public long left() throws SQLException {
        return Sql.number(
                database, "SELECT count(*) FROM jobrunr_jobs WHERE state IN ('SCHEDULED', 'ENQUEUED', 'PROCESSING')");
    }

    @Override
    public void close() {
        JobRunr.destroy();
    }
}
