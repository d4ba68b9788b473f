package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobCountsTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int THREADS = 8;
    private static final int JOBS_OF_EACH = 250;

    @ParameterizedTest
    @EnumSource
    void thereAreAboutAsManyEntriesAsTransactionsAtOnce(TestProduct product) throws Exception {
        try (var database = product.open()) {
            var store = new JdbcCronStore(database.dataSource(), database.schema());
            insertAndDisable(store);
            if (product == TestProduct.POSTGRESQL) {
                // It plans for a single entry then, and may run a query that looks for one again for each that there
                // is.
                Jdbi.create(database.dataSource())
                        .useHandle(handle -> handle.execute("ANALYZE " + database.schema() + ".cron_job_counts"));
            }
            var threads = Executors.newFixedThreadPool(THREADS);
            var together = new CyclicBarrier(THREADS);
            var done = new ArrayList<Future<?>>();
            for (var i = 0; i < THREADS; i++) {
                done.add(threads.submit(() -> {
                    together.await();
                    for (var n = 0; n < JOBS_OF_EACH; n++) {
                        insertAndDisable(store);
                    }
                    return null;
                }));
            }
            for (var one : done) {
                one.get();
            }
            threads.shutdown();

            assertThat(store.countJobs("acme")).isEqualTo(new JobCount(1 + THREADS * JOBS_OF_EACH, 0));
            var entries = Jdbi.create(database.dataSource())
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT count(*) FROM " + database.schema() + ".cron_job_counts")
                            .mapTo(Integer.class)
                            .one());
            // One that was committed just now may not be seen yet by who looks for a free one.
            assertThat(entries).isLessThanOrEqualTo(2 * THREADS);
        }
    }

    private static void insertAndDisable(JdbcCronStore store) {
        var job = CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("report")
                .nextRun(NOON)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
        store.insertJobs(List.of(job));
        var disabled = job.toBuilder()
                .status(CronJobStatus.DISABLED)
                .version(job.version() + 1)
                .build();
        store.updateJob(new JobChange(disabled, job.version(), NOON, null, false, null));
    }
}
