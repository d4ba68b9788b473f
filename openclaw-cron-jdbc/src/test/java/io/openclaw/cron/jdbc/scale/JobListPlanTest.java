package io.openclaw.cron.jdbc.scale;

import static io.openclaw.cron.jdbc.scale.LargeHistory.LARGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A page of jobs is read along an index, also where an organization seems to have few: of ten thousand jobs a thousand organizations have
 * ten on average, and the one whose jobs are listed has half of them.
 */
class JobListPlanTest {
    /** By a column of a table: of what is put together from several tables, some pages are sorted. */
    private static final Pattern SORTED =
            Pattern.compile("Sort Key: ([jn]\\.)?(job_name|created_at|updated_at|priority|next_run)");

    private static TestDatabase database;

    @BeforeAll
    static void makeJobs() {
        database = TestProduct.POSTGRESQL.openBlank();
        CronSchema.of(database.dataSource(), database.schema()).apply();
        new LargeHistory(database.schema(), 10_000, 1_000).make(database.dataSource());
    }

    @AfterAll
    static void empty() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfJobsIsReadInItsOrder(CronJobSort sort) {
        var explained = new Explained(database.dataSource());
        var store = new JdbcCronStore(explained.dataSource(), database.schema());
        var query = CronJobListQuery.builder(LARGEST).sort(sort);

        var first = store.listJobs(query.build());
        store.listJobs(query.cursor(first.nextCursor()).build());

        assertThat(explained.plans()).isNotEmpty();
        explained
                .plans()
                .forEach((statement, plans) -> assertThat(plans)
                        .as(statement)
                        .noneMatch(plan -> SORTED.matcher(plan).find()));
    }
}
