package io.openclaw.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openclaw.cron.error.InvalidQueryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void keepsItsItemsWhateverBecomesOfTheList() {
        var items = new ArrayList<>(List.of("a"));
        var page = new Page<>(items, 1, false, 50, 0, null);
        items.add("b");

        assertThat(page.items()).containsExactly("a");
        assertThatThrownBy(() -> page.items().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void goesOnIfThereIsACursor() {
        assertThat(new Page<>(List.of(), 0, false, 50, 0, null).hasMore()).isFalse();
        assertThat(new Page<>(List.of(), 0, false, 50, 0, "next").hasMore()).isTrue();
    }

    @Test
    void turnsItsItemsIntoOthersAndKeepsTheRest() {
        var page = new Page<>(List.of(1, 2), Page.TOTAL_LIMIT, true, 2, 4, "next");

        assertThat(page.<String>map(number -> "n" + number))
                .isEqualTo(new Page<>(List.of("n1", "n2"), 10_000, true, 2, 4, "next"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void refusesALimitOutOfRange(int limit) {
        assertThatThrownBy(() -> CronJobListQuery.builder("org").limit(limit).build())
                .isInstanceOf(InvalidQueryException.class)
                .hasMessage("Query is not valid: limit is " + limit + "; allowed are 1 to 200");
        assertThatThrownBy(() ->
                        CronExecutionHistoryQuery.builder("org").limit(limit).build())
                .isInstanceOf(InvalidQueryException.class)
                .hasMessage("Query is not valid: limit is " + limit + "; allowed are 1 to 200");
    }

    @ParameterizedTest
    @CsvSource({"1,0", "200,0", "1,2147483647"})
    void takesTheOutermostAllowedPages(int limit, int offset) {
        assertThat(CronJobListQuery.builder("org")
                        .limit(limit)
                        .offset(offset)
                        .build()
                        .limit())
                .isEqualTo(limit);
    }

    @Test
    void refusesANegativeOffset() {
        var refused = catchThrowableOfType(
                InvalidQueryException.class,
                () -> CronJobListQuery.builder("org").offset(-1).build());

        assertThat(refused.field()).isEqualTo("offset");
        assertThat(refused).hasMessageContaining("offset is -1; allowed are 0 and more");
    }

    @Test
    void refusesAnOffsetBesideACursor() {
        assertThatThrownBy(() -> CronExecutionHistoryQuery.builder("org")
                        .offset(1)
                        .cursor("c")
                        .build())
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("offset is 1 beside a cursor; give one of them only");
    }

    @Test
    void meansDisabledAndPausedByNotEnabled() {
        assertThat(CronJobListQuery.builder("org").enabled(true).build().statuses())
                .containsExactly(CronJobStatus.ENABLED);
        assertThat(CronJobListQuery.builder("org").enabled(false).build().statuses())
                .containsExactlyInAnyOrder(CronJobStatus.DISABLED, CronJobStatus.PAUSED);
    }

    @Test
    void keepsEveryValueOfAQueryThroughABuilder() {
        var jobs = new CronJobListQuery(
                "org",
                "user",
                Set.of(CronJobStatus.PAUSED),
                "skill",
                "key",
                "name",
                CronJobSort.PRIORITY,
                true,
                7,
                0,
                "cursor");
        var executions = new CronExecutionHistoryQuery(
                "org",
                new UUID(1, 2),
                Set.of(CronExecutionStatus.FAILED),
                CronTrigger.MANUAL,
                "skill",
                Instant.EPOCH,
                Instant.MAX,
                7,
                0,
                "cursor");

        assertThat(jobs.toBuilder().build()).isEqualTo(jobs);
        assertThat(executions.toBuilder().build()).isEqualTo(executions);
    }

    @Test
    void keepsTheStatesOfAQueryWhateverBecomesOfTheSet() {
        var statuses = EnumSet.of(CronJobStatus.ENABLED);
        var query = CronJobListQuery.builder("org").statuses(statuses).build();
        statuses.add(CronJobStatus.DELETED);

        assertThat(query.statuses()).containsExactly(CronJobStatus.ENABLED);
    }
}
