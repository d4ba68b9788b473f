package io.openclaw.cron.jdbc.scale;

import static io.openclaw.cron.jdbc.scale.LargeHistory.LARGEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A page is read along an index, also where organizations seem to have little: a thousand of them have ten jobs and fifty executions on
 * average, and the one whose lists are read has half of everything.
 */
class LargestOrganizationPlanTest {
    /** By a column of a table: of what is put together from several tables, some pages are sorted. */
    private static final Pattern SORTED =
            Pattern.compile("Sort Key: ([jn]\\.)?(job_name|created_at|updated_at|priority|next_run)"
                    + "|Bitmap Heap Scan on skill_executions");

    private static TestDatabase database;

    @BeforeAll
    static void makeHistory() {
        database = TestProduct.POSTGRESQL.openBlank();
        CronSchema.of(database.dataSource(), database.schema()).apply();
        new LargeHistory(database.schema(), 10_000, 50_000).make(database.dataSource());
    }

    @AfterAll
    static void empty() {
        database.close();
    }

    private final Explained explained = new Explained(database.dataSource());
    private final JdbcCronStore store = new JdbcCronStore(explained.dataSource(), database.schema());

    @AfterEach
    void nothingIsSorted() {
        assertThat(explained.plans()).isNotEmpty();
        explained.plans().forEach((statement, plans) -> {
            // Whoever counts needs no order.
            if (!statement.startsWith("SELECT count")) {
                assertThat(plans)
                        .as(statement)
                        .noneMatch(plan -> SORTED.matcher(plan).find());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfJobsIsReadInItsOrder(CronJobSort sort) {
        var query = CronJobListQuery.builder(LARGEST).sort(sort);
        var first = store.listJobs(query.build());
        store.listJobs(query.cursor(first.nextCursor()).build());
    }

    @Test
    void aPageOfHistoryIsReadInItsOrder() {
        for (var job : new UUID[] {null, LargeHistory.busiestJob()}) {
            page(CronExecutionHistoryQuery.builder(LARGEST).jobId(job));
            page(CronExecutionHistoryQuery.builder(LARGEST).jobId(job).status(CronExecutionStatus.FAILED));
        }
    }

    private void page(CronExecutionHistoryQuery.Builder query) {
        var first = store.listExecutions(query.build());
        store.listExecutions(query.cursor(first.nextCursor()).build());
    }
}
