package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.SweepStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several nodes add to an organization's hour, each to a row of its own; when the hour is over, one row is enough. */
class StripesTest {
    private static final Instant OVER = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant TO_COME = Instant.parse("2500-01-05T10:00:00Z");
    private static final Instant NOTHING_IS_SO_OLD = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void thoseOfHoursThatAreOverAreAddedUpAndNothingElseChanges(TestProduct product) {
        try (var database = product.open()) {
            var store = new JdbcCronStore(database.dataSource(), database.schema());
            for (var stripe = 0; stripe < 4; stripe++) {
                insert(database, OVER, stripe);
            }
            insert(database, OVER.plus(Duration.ofHours(1)), 3);
            insert(database, TO_COME, 2);
            var query = new RollupQuery("acme", null, OVER, TO_COME.plusSeconds(1), RollupQuery.Step.HOUR);
            var before = store.rollups(query);
            assertThat(before.get(0).outcomes().completed()).isEqualTo(4);
            assertThat(before.get(0).durations().count(0)).isEqualTo(4);
            assertThat(before.get(0).durations().count(2)).isEqualTo(8);

            assertThat(store.foldHours(NOTHING_IS_SO_OLD, null, 100)).isEqualTo(new SweepStep(0, null));

            assertThat(store.rollups(query)).isEqualTo(before);
            assertThat(stripes(database)).containsExactly(0, 0, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStepAddsUpNoMoreThanItMay(TestProduct product) {
        try (var database = product.open()) {
            var store = new JdbcCronStore(database.dataSource(), database.schema());
            for (var stripe = 1; stripe < 4; stripe++) {
                insert(database, OVER, stripe);
            }
            var first = store.foldHours(NOTHING_IS_SO_OLD, null, 2);
            assertThat(first.next()).isNotNull();
            assertThat(stripes(database)).containsExactly(0, 3);
            assertThat(store.foldHours(NOTHING_IS_SO_OLD, first.next(), 2).next())
                    .isNull();
            assertThat(stripes(database)).containsExactly(0);
        }
    }

    private static void insert(TestDatabase database, Instant hour, int stripe) {
        Jdbi.create(database.dataSource())
                .useHandle(handle -> handle.execute("INSERT INTO " + database.schema() + """
                        .cron_org_stats_hourly (organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled,
                          duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started,
                          tokens_used, cost_cents)
                        VALUES ('acme', TIMESTAMP WITH TIME ZONE '%s', %d, 1, 2, 3, 4, 5, CAST(ARRAY[1, 0, 2] AS bigint ARRAY),
                          10, 5, 7, 6, 1, 100, 1000)
                        """.formatted(hour, stripe)));
    }

    private static List<Integer> stripes(TestDatabase database) {
        return Jdbi.create(database.dataSource())
                .withHandle(handle -> handle.createQuery("SELECT stripe FROM " + database.schema()
                                + ".cron_org_stats_hourly ORDER BY hour_start, stripe")
                        .mapTo(Integer.class)
                        .list());
    }
}
