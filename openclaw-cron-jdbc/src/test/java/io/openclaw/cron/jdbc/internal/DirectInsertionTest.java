package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.ObservedDataSource;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.JobCount;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectInsertionTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final ObservedDataSource observed = new ObservedDataSource(database.dataSource());
    private final JdbcCronStore store = new JdbcCronStore(observed.asDataSource(), database.schema());

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void aJobIsOneStatementAndOneTransactionEvenIfOthersAreToldOfIt() {
        store.insertJobs(List.of(job("first")));

        assertThat(observed.callsOf(() -> store.insertJobs(List.of(job("second")))))
                .containsExactly("prepareStatement", "close");
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(2, 2));
    }

    @Test
    void whatHasItsIdOrItsKeyIsNamedAndNothingIsCounted() {
        var first = job("first");
        store.insertJobs(List.of(first));

        assertThatThrownBy(() -> store.insertJobs(
                        List.of(first.toBuilder().jobKey("another").build())))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("There is a job " + first.jobId() + " already");
        assertThatThrownBy(() -> store.insertJobs(List.of(job("first")))).isInstanceOf(JobConflictException.class);
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(1, 1));
    }

    @Test
    void whatIsWrittenIsCommittedWhereADataSourceHasAutoCommitOff() {
        var config = new HikariConfig();
        config.setDataSource(database.unpooled());
        config.setAutoCommit(false);
        try (var inTransactions = new HikariDataSource(config)) {
            var other = new JdbcCronStore(inTransactions, database.schema());

            other.insertJobs(List.of(job("first")));
            other.insertJobs(List.of(job("second"), job("third")));
        }

        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(3, 3));
    }

    @Test
    void asManyAsAStatementTakesAreInsertedAndCountedByOrganization() {
        var jobs = IntStream.range(0, DirectInsertion.MOST)
                .mapToObj(i -> job(null).toBuilder()
                        .nextRun(NOON.plusSeconds(i))
                        .status(i < 3 ? CronJobStatus.PAUSED : CronJobStatus.ENABLED)
                        .build())
                .toList();
        var other = CronJob.builder(UUID.randomUUID(), "umbrella", "ann")
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("report")
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();

        assertThat(insertDirectly(jobs)).hasSize(DirectInsertion.MOST).containsOnly(true);
        assertThat(insertDirectly(List.of(job(null), other))).containsExactly(true, true);

        assertThat(jobs)
                .allSatisfy(
                        job -> assertThat(store.findJob(job.jobId(), "acme")).contains(job));
        assertThat(store.findJob(other.jobId(), "umbrella")).contains(other);
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(17, 14));
        assertThat(store.countJobs("umbrella")).isEqualTo(new JobCount(1, 1));
    }

    @Test
    void ofSeveralJobsThoseAreInsertedThatNothingIsInTheWayOf() {
        var present = job(null);
        store.insertJobs(List.of(present));

        var inserted = insertDirectly(List.of(job(null), present, job("key"), job("key")));

        assertThat(inserted).containsExactly(true, false, true, false);
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(3, 3));
    }

    @Test
    void jobsOfManyThreadsAreInsertedWhateverIsWrongWithOthers() throws Exception {
        var present = job(null);
        store.insertJobs(List.of(present));
        // Refused or inserted, and together at times.
        var threads = Executors.newFixedThreadPool(8);
        try {
            var calls = IntStream.range(0, 80)
                    .<Callable<Boolean>>mapToObj(i -> () -> switch (i % 8) {
                        case 0 -> refuses(present);
                        case 1 ->
                            refuses(job(null).toBuilder().jobName("\u0000").build());
                        default -> inserts(job(i % 8 == 2 ? "key " + i : null));
                    })
                    .toList();
            for (var outcome : threads.invokeAll(calls)) {
                assertThat(outcome.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(61, 61));
    }

    /** More of them than statements may be under way: none of them keeps others waiting. */
    @Test
    void jobsWhoseKeyAHostsTransactionHoldsWaitByThemselves() throws Exception {
        var threads = Executors.newFixedThreadPool(5);
        try (var host = database.dataSource().getConnection()) {
            host.setAutoCommit(false);
            store.joining(host).insertJobs(List.of(job("key")));
            var waiting = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> store.insertJobs(List.of(job("key")))))
                    .toList();
            awaitBlocked(2);

            var other = threads.submit(() -> inserts(job(null)));

            assertThat(other.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(waiting).noneMatch(Future::isDone);
            host.commit();
            for (var refused : waiting) {
                assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(JobConflictException.class);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Waits until so many sessions wait for the transaction of another. */
    private void awaitBlocked(int sessions) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement("""
                        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE l.locktype = 'transactionid' AND NOT l.granted AND position(? IN a.query) > 0
                        """)) {
            statement.setString(1, database.schema() + ".cron_jobs");
            for (var blocked = 0; blocked < sessions; ) {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    blocked = rows.getInt(1);
                }
            }
        }
    }

    private boolean refuses(CronJob job) {
        assertThatThrownBy(() -> store.insertJobs(List.of(job))).isInstanceOf(CronStoreException.class);
        return true;
    }

    private boolean inserts(CronJob job) {
        store.insertJobs(List.of(job));
        return store.findJob(job.jobId(), "acme").filter(job::equals).isPresent();
    }

    private List<Boolean> insertDirectly(List<CronJob> jobs) {
        var direct = new DirectInsertion(database.schema());
        return new Database(database.dataSource(), database.schema())
                .write("insert jobs", handle -> direct.insert(handle, jobs, Optional.empty()));
    }

    private static CronJob job(@Nullable String key) {
        return CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .jobKey(key)
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("report")
                .nextRun(NOON)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }
}
