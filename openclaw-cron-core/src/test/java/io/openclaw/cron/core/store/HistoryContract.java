package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.Page;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.spi.PlannedFire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing executions, and removing old ones. */
abstract class HistoryContract extends StoreTestCase {

    @Test
    void executionsAreListedNewestFirst() {
        var job = insert(aJob().nextRun(null));
        var runs = IntStream.range(0, 3).mapToObj(i -> insert(aManualRun(job))).toList();

        var page = store.listExecutions(all().build());

        assertThat(page.items()).containsExactly(runs.get(2), runs.get(1), runs.get(0));
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.totalCapped()).isFalse();
        assertThat(page.limit()).isEqualTo(50);
        assertThat(page.offset()).isZero();
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void executionsAreListedAsTheyAreStored() {
        var running = running(nodeA, aJob());
        record(nodeA, Reports.completed(running));

        assertThat(store.listExecutions(all().build()).items()).containsExactly(stored(running));
    }

    @Test
    void executionsAreSortedByIdHoweverTheyCame() {
        var job = insert(aJob().nextRun(null));
        var ids = IntStream.range(0, 5).mapToObj(i -> Ids.next()).toList();
        for (var i : List.of(3, 0, 4, 2, 1)) {
            insert(CronExecution.builder(ids.get(i), job.jobId(), ORG, "ann").availableAt(NOON));
        }

        assertThat(ids(all())).isEqualTo(reversed(ids));
        assertThat(ids(all().jobId(job.jobId()))).isEqualTo(reversed(ids));
    }

    @Test
    void executionsOfOtherOrganizationsAreNeverListed() {
        var foreign = insert(aJob(OTHER_ORG).nextRun(null));
        insert(aManualRun(foreign));
        var run = insert(aManualRun(insert(aJob().nextRun(null))));

        assertThat(ids(all())).containsExactly(run.executionId());
        assertThat(ids(all().jobId(foreign.jobId()))).isEmpty();
        assertThat(store.listExecutions(all().jobId(foreign.jobId()).build()).total())
                .isZero();
    }

    @Test
    void anOrganizationWithoutExecutionsHasAnEmptyList() {
        var page = store.listExecutions(all().build());

        assertThat(page.items()).isEmpty();
        assertThat(page.total()).isZero();
        assertThat(ids(all().jobId(Ids.next()))).isEmpty();
    }

    @Test
    void filtersLeaveOutWhatDoesNotMatch() {
        var job = insert(aJob().skillName("mail"));
        var scheduled = start(nodeA, by(nodeA).only());
        var manual = insert(aManualRun(job));
        var other = insert(aManualRun(insert(aJob().nextRun(null))));

        assertThat(ids(all().jobId(job.jobId()))).containsExactly(manual.executionId(), scheduled.executionId());
        assertThat(ids(all().trigger(CronTrigger.MANUAL))).containsExactly(other.executionId(), manual.executionId());
        assertThat(ids(all().trigger(CronTrigger.SCHEDULE))).containsExactly(scheduled.executionId());
        assertThat(ids(all().skillName("mail"))).containsExactly(manual.executionId(), scheduled.executionId());
        assertThat(ids(all().status(CronExecutionStatus.RUNNING))).containsExactly(scheduled.executionId());
        assertThat(ids(all().status(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING)))
                .hasSize(3);
        assertThat(ids(all().status(CronExecutionStatus.PENDING).skillName("mail")))
                .containsExactly(manual.executionId());
        assertThat(ids(all().status(CronExecutionStatus.FAILED))).isEmpty();
        var page =
                store.listExecutions(all().trigger(CronTrigger.MANUAL).limit(1).build());
        assertThat(page.total()).isEqualTo(2);
    }

    @Test
    void theSpanGoesByTheTimeOfCreation() {
        var job = insert(aJob().nextRun(null));
        var runs = IntStream.range(0, 5)
                .mapToObj(second ->
                        insert(CronExecution.builder(Ids.at(NOON.plusSeconds(second)), job.jobId(), ORG, "ann")
                                .availableAt(EVER)))
                .map(CronExecution::executionId)
                .toList();

        assertThat(ids(all().from(NOON.plusSeconds(3)))).containsExactly(runs.get(4), runs.get(3));
        assertThat(ids(all().until(NOON.plusSeconds(2)))).containsExactly(runs.get(1), runs.get(0));
        assertThat(ids(all().from(NOON.plusSeconds(1)).until(NOON.plusSeconds(2))))
                .containsExactly(runs.get(1));
        assertThat(ids(all().jobId(job.jobId()).from(NOON.plusMillis(3_001)))).containsExactly(runs.get(4));
        assertThat(ids(all().until(NOON.plusMillis(1)))).containsExactly(runs.get(0));
        assertThat(ids(all().from(NOON.plusSeconds(9)))).isEmpty();
        assertThat(ids(all().until(NOON))).isEmpty();
        assertThat(ids(all().from(NOON.plusSeconds(3)).until(NOON.plusSeconds(1))))
                .isEmpty();
        assertThat(ids(all().from(Instant.EPOCH).until(Instant.parse("2500-01-01T00:00:00Z"))))
                .hasSize(5);
        assertThat(store.listExecutions(all().from(NOON.plusSeconds(3)).build()).total())
                .isEqualTo(2);
    }

    @Test
    void cursorsLeadThroughTheWholeList() {
        var job = insert(aJob());
        skips(job, 7);
        insert(aManualRun(job));

        assertThat(walk(all().limit(3))).isEqualTo(ids(all()));
        assertThat(walk(all().limit(2).status(CronExecutionStatus.SKIPPED)))
                .isEqualTo(ids(all().status(CronExecutionStatus.SKIPPED)))
                .hasSize(7);
        assertThat(walk(all().limit(4).jobId(job.jobId()))).hasSize(8);
    }

    @Test
    void pagesByCursorStayStableWhenExecutionsComeAndGo() {
        var job = insert(aJob());
        skips(job, 6);
        var before = ids(all());
        var first = store.listExecutions(all().limit(3).build());

        insert(aManualRun(job));
        store.purge(EVER, ORG, 1);

        var second =
                store.listExecutions(all().limit(3).cursor(first.nextCursor()).build());
        assertThat(second.items())
                .extracting(CronExecution::executionId)
                .isSubsetOf(before.subList(3, 6))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(second.hasMore()).isFalse();
        assertThat(second.total()).isEqualTo(6);
    }

    @Test
    void anOffsetLeavesOutTheNewest() {
        skips(insert(aJob()), 5);
        var everything = ids(all());

        var page = store.listExecutions(all().offset(2).limit(2).build());

        assertThat(page.items()).extracting(CronExecution::executionId).isEqualTo(everything.subList(2, 4));
        assertThat(page.offset()).isEqualTo(2);
        assertThat(page.total()).isEqualTo(5);
        assertThat(walk(all().limit(2).cursor(page.nextCursor()))).containsExactly(everything.get(4));
        assertThat(ids(all().offset(5))).isEmpty();
    }

    @Test
    void theLastPageHasNoCursor() {
        skips(insert(aJob()), 4);
        var first = store.listExecutions(all().limit(2).build());
        var last =
                store.listExecutions(all().limit(2).cursor(first.nextCursor()).build());

        assertThat(first.hasMore()).isTrue();
        assertThat(last.items()).hasSize(2);
        assertThat(last.hasMore()).isFalse();
    }

    @Test
    void aCursorOfAnotherQueryIsRefused() {
        var job = insert(aJob());
        skips(job, 3);
        skips(insert(aJob(OTHER_ORG)), 3);
        var cursor = requireNonNull(store.listExecutions(all().limit(1).build()).nextCursor());

        assertRefused(CronExecutionHistoryQuery.builder(OTHER_ORG).cursor(cursor));
        assertRefused(all().jobId(job.jobId()).cursor(cursor));
        assertRefused(all().trigger(CronTrigger.SCHEDULE).cursor(cursor));
        assertRefused(all().status(CronExecutionStatus.SKIPPED).cursor(cursor));
        assertRefused(all().skillName("report").cursor(cursor));
        assertRefused(all().from(NOON.minusSeconds(1)).cursor(cursor));
    }

    @Test
    void aCursorOfTheJobsIsRefused() {
        insert(aJob());
        insert(aJob());
        var jobs = CronJobListQuery.builder(ORG).limit(1).build();

        assertRefused(all().cursor(store.listJobs(jobs).nextCursor()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "garbage", "AAAA", "MTIzNDU2Nzg5MA==", "%00", "é", "' or 1=1 --"})
    void whatIsNoCursorIsRefused(String cursor) {
        skips(insert(aJob()), 3);

        assertRefused(all().cursor(cursor));
    }

    @Test
    void aDamagedCursorIsRefused() {
        skips(insert(aJob()), 3);
        var cursor = requireNonNull(store.listExecutions(all().limit(1).build()).nextCursor());

        assertRefused(all().cursor(cursor.substring(0, cursor.length() / 2)));
        assertRefused(all().cursor(cursor.substring(1)));
    }

    @Test
    void totalsAreExactUpToTenThousand() {
        var job = insert(aJob());
        skips(job, 10_000);
        var full = store.listExecutions(all().limit(1).build());
        assertThat(full.total()).isEqualTo(Page.TOTAL_LIMIT);
        assertThat(full.totalCapped()).isFalse();

        insert(aManualRun(job));
        var capped = store.listExecutions(all().limit(1).build());
        assertThat(capped.total()).isEqualTo(Page.TOTAL_LIMIT);
        assertThat(capped.totalCapped()).isTrue();
        assertThat(store.listExecutions(all().offset(10_000).build()).items()).hasSize(1);
        var manual = store.listExecutions(all().trigger(CronTrigger.MANUAL).build());
        assertThat(manual.total()).isEqualTo(1);
        assertThat(manual.totalCapped()).isFalse();
    }

    // ---- removing

    @Test
    void finalExecutionsThatEndedBeforeAnInstantAreRemoved() {
        var job = insert(aJob().nextRun(null));
        var old = ended(job, NOON.minusSeconds(10));
        var young = ended(job, NOON);

        assertThat(store.purge(NOON, ORG, 100)).isEqualTo(1);

        assertThat(store.findExecution(old.executionId(), ORG)).isEmpty();
        assertThat(stored(young)).isEqualTo(young);
        assertThat(ids(all())).containsExactly(young.executionId());
        assertThat(executionsOf(job)).containsExactly(young);
        assertThat(store.purge(NOON, ORG, 100)).isZero();
        assertThat(store.purge(NOON.plusNanos(1_000), ORG, 100)).isEqualTo(1);
    }

    @Test
    void whatHasNotEndedIsNotRemoved() {
        running(nodeA, aJob());
        var job = insert(aJob());
        by(nodeA).only();
        insert(aManualRun(job));
        var before = ids(all());

        assertThat(store.purge(EVER, null, 100)).isZero();

        assertThat(ids(all())).isEqualTo(before);
    }

    @Test
    void everyKindOfEndIsRemoved() {
        var job = insert(aJob());
        skips(job, 1);
        var run = insert(aManualRun(job));
        store.cancel(run.executionId(), ORG, ASKED, NOON);
        record(
                nodeA,
                Reports.failed(start(nodeA, insert(aManualRun(job).node(nodeA).fence(1)))));
        record(
                nodeA,
                Reports.timedOut(start(nodeA, insert(aManualRun(job).node(nodeA).fence(1)))));

        assertThat(store.purge(EVER, null, 100)).isEqualTo(4);
        assertThat(ids(all())).isEmpty();
    }

    @Test
    void executionsOfOtherOrganizationsAreNotRemoved() {
        ended(insert(aJob().nextRun(null)), NOON);
        var foreign = ended(insert(aJob(OTHER_ORG).nextRun(null)), NOON);

        assertThat(store.purge(EVER, ORG, 100)).isEqualTo(1);
        assertThat(stored(foreign)).isEqualTo(foreign);
        assertThat(store.purge(EVER, "initech", 100)).isZero();
        assertThat(store.purge(EVER, null, 100)).isEqualTo(1);
    }

    @Test
    void noMoreAreRemovedThanAskedFor() {
        skips(insert(aJob()), 5);
        skips(insert(aJob(OTHER_ORG)), 5);

        assertThat(store.purge(EVER, null, 4)).isEqualTo(4);
        assertThat(store.purge(EVER, null, 4)).isEqualTo(4);
        assertThat(store.purge(EVER, null, 4)).isEqualTo(2);
        assertThat(store.purge(EVER, null, 4)).isZero();
    }

    @Test
    void removingExecutionsLeavesStatisticsAndJobs() {
        var job = aJob();
        record(nodeA, Reports.completed(running(nodeA, job)));
        var state = stored(job.build()).state();
        var total = totalOf(job.build());

        store.purge(EVER, null, 100);

        assertThat(stored(job.build()).state()).isEqualTo(state);
        assertThat(totalOf(job.build())).isEqualTo(total);
        assertThat(totalOf(ORG)).isEqualTo(total);
        assertThat(by(nodeA).at(NOON.plusSeconds(60)).executions()).hasSize(1);
    }

    private CronExecution ended(CronJob job, Instant at) {
        var run = start(nodeA, insert(aManualRun(job).node(nodeA).fence(1)));
        record(nodeA, Reports.completed(run).toBuilder().completedAt(at).build());
        return stored(run);
    }

    /** Inserts skipped fires of a job that is due, by one plan. */
    private void skips(CronJob job, int count) {
        var fires = new ArrayList<PlannedFire>();
        for (var i = count; i > 0; i--) {
            var fireAt = NOON.minus(Duration.ofMinutes(i));
            fires.add(PlannedFire.skip(Ids.next(), fireAt, fireAt, 1, Planners.OVERLAP));
        }
        by(nodeA)
                .planning(due -> Planners.plan(null, fires.toArray(PlannedFire[]::new)))
                .claim();
        assertThat(executionsOf(job)).hasSize(Math.min(count, Page.MAX_LIMIT));
    }

    private void assertRefused(CronExecutionHistoryQuery.Builder query) {
        var built = query.build();
        assertThatThrownBy(() -> store.listExecutions(built))
                .isInstanceOfSatisfying(
                        InvalidQueryException.class,
                        refused -> assertThat(refused.field()).isEqualTo("cursor"));
    }

    private List<UUID> walk(CronExecutionHistoryQuery.Builder start) {
        var ids = new ArrayList<UUID>();
        var query = start.build();
        while (true) {
            var page = store.listExecutions(query);
            page.items().forEach(execution -> ids.add(execution.executionId()));
            if (!page.hasMore()) {
                return ids;
            }
            assertThat(page.items()).hasSize(query.limit());
            query = query.toBuilder().cursor(page.nextCursor()).build();
        }
    }

    private List<UUID> ids(CronExecutionHistoryQuery.Builder query) {
        return store.listExecutions(query.build()).items().stream()
                .map(CronExecution::executionId)
                .toList();
    }

    private static List<UUID> reversed(List<UUID> ids) {
        var reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    private static CronExecutionHistoryQuery.Builder all() {
        return CronExecutionHistoryQuery.builder(ORG).statuses(Set.of());
    }
}
