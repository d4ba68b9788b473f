package io.openclaw.cron.core.internal.history;

import static io.openclaw.cron.CronExecutionStatus.CANCELLED;
import static io.openclaw.cron.CronExecutionStatus.COMPLETED;
import static io.openclaw.cron.CronExecutionStatus.FAILED;
import static io.openclaw.cron.CronExecutionStatus.TIMEOUT;
import static io.openclaw.cron.core.internal.history.RecordedRuns.ORG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionSummary;
import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.DurationSummary;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.Page;
import io.openclaw.cron.error.InvalidQueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultCronHistoryTest {
    private static final UUID UNKNOWN = new UUID(1, 2);

    private final RecordedRuns runs = new RecordedRuns();
    private final DefaultCronHistory history = new DefaultCronHistory(runs.store, runs::now);

    @Test
    void listsPageAfterPageNewestFirst() {
        var job = runs.job(ORG);
        var ran = IntStream.range(0, 7)
                .mapToObj(number -> runs.run(job, COMPLETED).executionId())
                .toList();
        var query = CronExecutionHistoryQuery.builder(ORG).jobId(job.jobId()).limit(3);
        var listed = new ArrayList<UUID>();

        Page<CronExecution> page;
        do {
            page = history.getExecutionHistory(query.build());
            page.items().forEach(execution -> listed.add(0, execution.executionId()));
            query.cursor(page.nextCursor());
        } while (page.hasMore());

        assertThat(listed).isEqualTo(ran);
        assertThat(page.total()).isEqualTo(7);
    }

    @Test
    void showsAnExecutionToItsOrganizationOnly() {
        var execution = runs.run(runs.job(ORG), COMPLETED);

        assertThat(history.getExecution(execution.executionId(), ORG)).contains(execution);
        assertThat(history.getExecution(execution.executionId(), "other")).isEmpty();
        assertThat(history.getExecution(execution.executionId(), "a\u0000")).isEmpty();
        assertThat(history.getExecution(UNKNOWN, ORG)).isEmpty();
        assertThat(history.getExecutionHistory(
                                CronExecutionHistoryQuery.builder("other").build())
                        .items())
                .isEmpty();
    }

    @Test
    void findsTheLatestExecutionsOfAJob() {
        var job = runs.job(ORG);
        var another = runs.job(ORG);
        runs.run(job, COMPLETED);
        var second = runs.run(job, FAILED);
        runs.run(another, COMPLETED);
        var third = runs.pending(job);

        assertThat(history.getRecentExecutions(job.jobId(), ORG, 2)).containsExactly(third, second);
        assertThat(history.getRecentExecutions(job.jobId(), "other", 2)).isEmpty();
    }

    @Test
    void findsTheLatestExecutionsThatFailedOrTimedOut() {
        var job = runs.job(ORG);
        runs.run(job, FAILED);
        var failed = runs.run(job, FAILED);
        runs.run(job, COMPLETED);
        runs.run(job, CANCELLED);
        var timedOut = runs.run(runs.job(ORG), TIMEOUT);
        runs.run(runs.job("other"), FAILED);
        runs.pending(job);

        assertThat(history.getFailedExecutions(ORG, 2)).containsExactly(timedOut, failed);
    }

    @Test
    void sumsUpTheLastDays() {
        var job = runs.job(ORG);
        runs.run(job, COMPLETED, Duration.ofMillis(10));
        runs.run(job, FAILED, Duration.ofMillis(30));
        runs.run(job, TIMEOUT, Duration.ofMillis(20));
        runs.run(job, CANCELLED);
        runs.run(runs.job(ORG), COMPLETED);

        var summary = history.getExecutionSummary(job.jobId(), ORG, 1);

        assertThat(summary.outcomes()).isEqualTo(new OutcomeCounts(1, 1, 1, 0, 1));
        assertThat(summary.successRate()).isEqualTo(1.0 / 3);
        assertThat(summary.durations().average()).isEqualTo(Duration.ofMillis(20));
        assertThat(summary.durations().max()).isEqualTo(Duration.ofMillis(30));
        assertThat(summary.from()).isEqualTo(Instant.parse("2026-02-28T12:00:00Z"));
        assertThat(summary.until()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
        assertThat(history.getExecutionSummary(job.jobId(), "other", 1).outcomes())
                .isEqualTo(OutcomeCounts.NONE);
    }

    @Test
    void tellsHowLateScheduledRunsStarted() {
        var job = runs.job(ORG);
        var one = Instant.parse("2026-03-01T13:00:00Z");
        runs.runLate(job, one, Duration.ofMillis(10));
        runs.runLate(job, one.plusSeconds(3_600), Duration.ofMillis(40));
        runs.run(job, COMPLETED);

        var summary = history.getExecutionSummary(job.jobId(), ORG, 1);

        assertThat(summary.averageLateness()).isEqualTo(Duration.ofMillis(25));
        assertThat(summary.maxLateness()).isEqualTo(Duration.ofMillis(40));
        assertThat(summary.outcomes().completed()).isEqualTo(3);
    }

    @Test
    void sumsUpToNothingForAJobThatDoesNotExist() {
        assertThat(history.getExecutionSummary(UNKNOWN, ORG, 30))
                .isEqualTo(new CronExecutionSummary(
                        Instant.parse("2026-01-30T12:00:00Z"),
                        Instant.parse("2026-03-01T13:00:00Z"),
                        OutcomeCounts.NONE,
                        DurationSummary.NONE,
                        Duration.ZERO,
                        Duration.ZERO,
                        0,
                        0));
    }

    @Test
    void countsTheHourThatJustBeganAndTheOneInWhichTheSpanBegins() {
        var job = runs.job(ORG);
        runs.setTime("2026-03-01T11:59:59.999999Z");
        runs.run(job, FAILED);
        runs.setTime("2026-03-01T12:00:00Z");
        runs.run(job, COMPLETED);
        runs.setTime("2026-03-02T12:59:59.999999Z");
        assertThat(history.getExecutionSummary(job.jobId(), ORG, 1).outcomes())
                .isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));

        runs.setTime("2026-03-02T13:00:00Z");
        runs.run(job, TIMEOUT);
        assertThat(history.getExecutionSummary(job.jobId(), ORG, 1).outcomes())
                .isEqualTo(new OutcomeCounts(0, 0, 1, 0, 0));
    }

    @Test
    void beginsWithAWholeDayWhereOnlyDaysAreKept() {
        var job = runs.job(ORG);
        runs.setTime("2026-03-01T03:00:00Z");
        runs.run(job, COMPLETED);
        runs.setTime("2026-05-30T12:34:56Z");

        assertThat(history.getExecutionSummary(job.jobId(), ORG, 90).from())
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(history.getExecutionSummary(job.jobId(), ORG, 90).outcomes().runs())
                .isEqualTo(1);
        assertThat(history.getExecutionSummary(job.jobId(), ORG, 89).from())
                .isEqualTo(Instant.parse("2026-03-02T12:00:00Z"));
    }

    @Test
    void drawsATimelineWithTheCurrentHourLastAndEmptyOnesIncluded() {
        var job = runs.job(ORG);
        runs.setTime("2026-03-01T09:59:59Z");
        runs.run(job, FAILED);
        runs.setTime("2026-03-01T10:00:00Z");
        runs.run(job, COMPLETED);
        runs.setTime("2026-03-01T12:59:59.999999Z");
        runs.run(job, FAILED);
        runs.run(runs.job(ORG), COMPLETED);

        var timeline = history.getExecutionTimeline(job.jobId(), ORG, 3);

        assertThat(timeline)
                .extracting(
                        bucket -> bucket.start().toString(),
                        bucket -> bucket.outcomes().runs())
                .containsExactly(
                        tuple("2026-03-01T10:00:00Z", 1L),
                        tuple("2026-03-01T11:00:00Z", 0L),
                        tuple("2026-03-01T12:00:00Z", 1L));
        assertThat(timeline.get(0).outcomes().completed()).isEqualTo(1);
        assertThat(timeline.get(2).outcomes().failed()).isEqualTo(1);
        assertThat(timeline.get(1).durations()).isEqualTo(DurationSummary.NONE);
    }

    @Test
    void beginsANewHourOfTheTimelineOnTheHour() {
        var job = runs.job(ORG);
        runs.setTime("2026-03-01T13:00:00Z");
        runs.run(job, COMPLETED);

        assertThat(history.getExecutionTimeline(job.jobId(), ORG, 1))
                .singleElement()
                .satisfies(bucket -> {
                    assertThat(bucket.start()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
                    assertThat(bucket.outcomes().completed()).isEqualTo(1);
                });
    }

    @Test
    void drawsATimelineOfAYearAndOfNothing() {
        assertThat(history.getExecutionTimeline(UNKNOWN, ORG, 8_760))
                .hasSize(8_760)
                .allMatch(bucket -> bucket.outcomes().equals(OutcomeCounts.NONE));
    }

    @Test
    void tellsHowAnOrganizationIsDoing() {
        runs.setTime("2026-02-26T23:59:59Z");
        var job = runs.job(ORG);
        runs.run(job, FAILED);
        runs.setTime("2026-02-27T00:00:00Z");
        runs.run(job, COMPLETED);
        runs.setTime("2026-03-01T23:30:00Z");
        runs.run(runs.job(ORG), FAILED);
        runs.run(runs.job("other"), COMPLETED);

        var stats = history.getOrganizationStats(ORG, 3);

        assertThat(stats.organizationId()).isEqualTo(ORG);
        assertThat(stats.jobs()).isEqualTo(2);
        assertThat(stats.enabledJobs()).isEqualTo(2);
        assertThat(stats.summary().from()).isEqualTo(Instant.parse("2026-02-27T00:00:00Z"));
        assertThat(stats.summary().until()).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(stats.summary().outcomes()).isEqualTo(new OutcomeCounts(1, 1, 0, 0, 0));
        assertThat(stats.summary().tokensUsed()).isEqualTo(14);
        assertThat(stats.summary().costCents()).isEqualTo(6);
        assertThat(stats.days())
                .extracting(CronTimelineBucket::start)
                .containsExactly(
                        Instant.parse("2026-02-27T00:00:00Z"),
                        Instant.parse("2026-02-28T00:00:00Z"),
                        Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(stats.days())
                .extracting(CronTimelineBucket::outcomes)
                .containsExactly(
                        new OutcomeCounts(1, 0, 0, 0, 0), OutcomeCounts.NONE, new OutcomeCounts(0, 1, 0, 0, 0));
    }

    @Test
    void tellsNothingOfAnOrganizationWithoutJobs() {
        var stats = history.getOrganizationStats("nobody", 30);

        assertThat(stats.jobs()).isZero();
        assertThat(stats.summary().outcomes()).isEqualTo(OutcomeCounts.NONE);
        assertThat(stats.days()).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, 3_661, 8_761, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesWhatIsOutOfRange(int number) {
        var calls = new ArrayList<Map.Entry<String, ThrowingCallable>>();
        calls.add(Map.entry("limit", () -> history.getRecentExecutions(UNKNOWN, ORG, number)));
        calls.add(Map.entry("limit", () -> history.getFailedExecutions(ORG, number)));
        if (number < 1 || number > 3_660) {
            calls.add(Map.entry("days", () -> history.getExecutionSummary(UNKNOWN, ORG, number)));
            calls.add(Map.entry("days", () -> history.getOrganizationStats(ORG, number)));
        }
        if (number < 1 || number > 8_760) {
            calls.add(Map.entry("hours", () -> history.getExecutionTimeline(UNKNOWN, ORG, number)));
        }

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call.getValue())
                        .isInstanceOf(InvalidQueryException.class)
                        .hasMessageContaining(call.getKey() + " is " + number + "; allowed are 1 to"));
    }

    @Test
    void refusesTextThatNoStoreCanHold() {
        assertThat(List.<ThrowingCallable>of(
                        () -> history.getExecutionHistory(
                                CronExecutionHistoryQuery.builder("a\u0000").build()),
                        () -> history.getExecutionHistory(CronExecutionHistoryQuery.builder(ORG)
                                .skillName("\uD83D")
                                .build()),
                        () -> history.getExecutionHistory(CronExecutionHistoryQuery.builder(ORG)
                                .cursor("forged")
                                .build()),
                        () -> history.getExecutionSummary(UNKNOWN, "a\u0000", 1),
                        () -> history.getOrganizationStats("a\u0000", 1),
                        () -> history.getExecutionTimeline(UNKNOWN, "a\u0000", 1),
                        () -> history.getFailedExecutions("a\u0000", 1),
                        () -> history.getExecutionHistory(
                                CronExecutionHistoryQuery.builder(null).build())))
                .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(InvalidQueryException.class));
    }

    @Test
    void saysWhichArgumentIsNull() {
        var calls = Map.<String, ThrowingCallable>of(
                "query", () -> history.getExecutionHistory(null),
                "executionId", () -> history.getExecution(null, ORG),
                "jobId", () -> history.getExecutionSummary(null, ORG, 1),
                "organizationId of failed", () -> history.getFailedExecutions(null, 1),
                "organizationId of stats", () -> history.getOrganizationStats(null, 1),
                "jobId of timeline", () -> history.getExecutionTimeline(null, ORG, 1),
                "olderThan", () -> history.cleanupOldExecutions(null),
                "organizationId of cleanup", () -> history.cleanupOldExecutions(null, Instant.EPOCH),
                "olderThan of cleanup", () -> history.cleanupOldExecutions(ORG, null));

        calls.forEach((argument, call) -> assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(argument.split(" ")[0] + " is null"));
    }
}
