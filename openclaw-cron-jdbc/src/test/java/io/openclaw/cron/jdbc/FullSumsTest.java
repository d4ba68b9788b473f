package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backlog of months adds up to more lateness than a column holds: the sum then stays at its limit, and outcomes are kept. */
class FullSumsTest {
    private static final int STRIPES = 4;
    private static final Duration MOST = Duration.of(Long.MAX_VALUE, ChronoUnit.MICROS);

    @ParameterizedTest
    @EnumSource
    void outcomesAreRecordedThoughNothingFitsIntoTheSumsOfTheirHour(TestProduct product) {
        try (var database = product.open();
                var cron = OpenClawCron.builder()
                        .store(new JdbcCronStore(database.dataSource(), database.schema()))
                        .skillExecutor((request, context) -> SkillResult.empty())
                        .build()) {
            var hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
            // The next one too, lest it begins meanwhile.
            for (var stripe = 0; stripe < STRIPES; stripe++) {
                fill(database, hour, stripe);
                fill(database, hour.plus(1, ChronoUnit.HOURS), stripe);
            }
            cron.start();
            var job = cron.manager()
                    .createCronJob(CreateCronJobRequest.builder("acme", "ann", "tick", "* * * * * *", "noop")
                            .build());
            eventually()
                    .untilAsserted(() -> assertThat(cron.history().getRecentExecutions(job.jobId(), "acme", 10))
                            .extracting(CronExecution::status)
                            .contains(CronExecutionStatus.COMPLETED));
            assertThat(cron.history().getRecentExecutions(job.jobId(), "acme", 10))
                    .extracting(CronExecution::status)
                    .doesNotContain(CronExecutionStatus.FAILED);
            var total = new JdbcCronStore(database.dataSource(), database.schema())
                    .rollups(new RollupQuery("acme", null, hour, hour.plusSeconds(7_200), RollupQuery.Step.TOTAL))
                    .get(0);
            assertThat(total.latenessSum()).isEqualTo(MOST);
            assertThat(total.durations().sum()).isEqualTo(MOST);
        }
    }

    private static void fill(TestDatabase database, Instant hour, int stripe) {
        Jdbi.create(database.dataSource())
                .useHandle(handle -> handle.execute("INSERT INTO " + database.schema() + """
                        .cron_org_stats_hourly (organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled,
                          duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started,
                          tokens_used, cost_cents)
                        VALUES ('acme', TIMESTAMP WITH TIME ZONE '%s', %d, 1, 0, 0, 0, 0, CAST(ARRAY[1] AS bigint ARRAY),
                          9223372036854775807, 5, 9223372036854775807, 6, 1, 0, 0)
                        """.formatted(hour, stripe)));
    }
}
