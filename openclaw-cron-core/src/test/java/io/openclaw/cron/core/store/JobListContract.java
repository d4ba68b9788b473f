package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.Page;
import io.openclaw.cron.error.InvalidQueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listing jobs. */
abstract class JobListContract extends StoreTestCase {

    @Test
    void jobsAreListedAsTheyAreFound() {
        var first = insert(aJob().jobKey("a"));
        var second = insert(aJob().status(CronJobStatus.PAUSED));
        start(nodeA, by(nodeA).only());

        var page = store.listJobs(all().build());

        assertThat(page.items()).containsExactly(stored(first), stored(second));
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.totalCapped()).isFalse();
        assertThat(page.limit()).isEqualTo(50);
        assertThat(page.offset()).isZero();
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void anOrganizationWithoutJobsHasAnEmptyList() {
        insert(aJob(OTHER_ORG));

        var page = store.listJobs(all().build());

        assertThat(page.items()).isEmpty();
        assertThat(page.total()).isZero();
        assertThat(page.nextCursor()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void jobsOfOtherOrganizationsAreNeverListed(CronJobSort sort) {
        insert(aJob(OTHER_ORG).jobKey("k"));
        var mine = insert(aJob().jobKey("k"));

        assertThat(ids(all().sort(sort).jobKey("k"))).containsExactly(mine.jobId());
    }

    @Test
    void deletedJobsAreListedOnlyIfAskedFor() {
        var job = insert(aJob());
        change(job, changed -> changed.status(CronJobStatus.DELETED), startingAt(null));

        assertThat(ids(all())).isEmpty();
        assertThat(ids(all().statuses(Set.of(CronJobStatus.DELETED)))).containsExactly(job.jobId());
        assertThat(ids(all().statuses(Set.of(CronJobStatus.values())))).containsExactly(job.jobId());
    }

    @Test
    void filtersLeaveOutWhatDoesNotMatch() {
        var job = insert(CronJob.builder(Ids.next(), ORG, "bob")
                .skillName("mail")
                .jobKey("k")
                .status(CronJobStatus.PAUSED));
        insert(aJob());

        assertThat(ids(all().userId("bob"))).containsExactly(job.jobId());
        assertThat(ids(all().skillName("mail"))).containsExactly(job.jobId());
        assertThat(ids(all().jobKey("k"))).containsExactly(job.jobId());
        assertThat(ids(all().statuses(Set.of(CronJobStatus.PAUSED)))).containsExactly(job.jobId());
        assertThat(ids(all().userId("bob").skillName("mail").jobKey("k"))).containsExactly(job.jobId());
        assertThat(ids(all().userId("ann").skillName("mail"))).isEmpty();
        assertThat(store.listJobs(all().userId("bob").build()).total()).isEqualTo(1);
    }

    @Test
    void namesAreFoundByAPartInAnyCase() {
        var job = insert(aJob().jobName("Weekly TITLE Überblick"));
        insert(aJob().jobName("other"));

        for (var part : List.of("weekly", "title", "LY ti", "Überblick", "")) {
            assertThat(ids(all().nameContains(part))).as(part).contains(job.jobId());
        }
        assertThat(ids(all().nameContains("title"))).hasSize(1);
        assertThat(ids(all().nameContains("daily"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "100%", "a_b", "c:\\dir", "'", "\""})
    void noCharacterOfAPartOfANameHasAMeaning(String part) {
        var job = insert(aJob().jobName("before " + part + " after"));
        insert(aJob().jobName("plain 100 axb c:dir"));

        assertThat(ids(all().nameContains(part))).containsExactly(job.jobId());
    }

    @Test
    void jobsAreSortedByWhatTheQuerySays() {
        var a = insert(
                aJob().jobName("b").priority(5).nextRun(at(30)).createdAt(at(1)).updatedAt(at(12)));
        var b = insert(
                aJob().jobName("c").priority(4).nextRun(at(10)).createdAt(at(2)).updatedAt(at(11)));
        var c = insert(
                aJob().jobName("a").priority(6).nextRun(at(20)).createdAt(at(3)).updatedAt(at(13)));

        assertSorted(CronJobSort.CREATED_AT, a, b, c);
        assertSorted(CronJobSort.UPDATED_AT, b, a, c);
        assertSorted(CronJobSort.NAME, c, a, b);
        assertSorted(CronJobSort.NEXT_RUN, b, c, a);
        assertSorted(CronJobSort.PRIORITY, b, a, c);
    }

    @ParameterizedTest
    @EnumSource
    void tiesAreBrokenById(CronJobSort sort) {
        var ids = IntStream.range(0, 5).mapToObj(i -> Ids.next()).toList();
        for (var id : List.of(ids.get(3), ids.get(0), ids.get(4), ids.get(2), ids.get(1))) {
            insert(CronJob.builder(id, ORG, "ann").jobName("same"));
        }

        assertThat(ids(all().sort(sort))).isEqualTo(ids);
        assertThat(ids(all().sort(sort).descending(true))).isEqualTo(reversed(ids));
    }

    @Test
    void namesAreSortedByCodePoint() {
        var names = List.of("", "A", "Z", "a", "z", "~", "ß", "é", "漢", "\uFF5E", "😀", "😀a", "😁");
        var shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.forEach(name -> insert(aJob().jobName(name)));

        var page = store.listJobs(all().sort(CronJobSort.NAME).build());

        assertThat(page.items()).extracting(CronJob::jobName).containsExactlyElementsOf(names);
    }

    @Test
    void jobsWithoutANextRunComeLast() {
        var never = insert(aJob().nextRun(null));
        var late = insert(aJob().nextRun(EVER));
        var soon = insert(aJob().nextRun(NOON));

        assertSorted(CronJobSort.NEXT_RUN, soon, late, never);
    }

    @Test
    void jobsAreSortedByTheNextRunThatTheyShow() {
        var reserved = insert(aJob());
        by(nodeA).only();
        var other = insert(aJob().nextRun(NOON.plusSeconds(30)));

        assertSorted(CronJobSort.NEXT_RUN, reserved, other);
    }

    @ParameterizedTest
    @EnumSource
    void cursorsLeadThroughTheWholeList(CronJobSort sort) {
        for (var i = 0; i < 7; i++) {
            insert(aJob().jobName("n" + i % 3)
                    .priority(i % 2)
                    .nextRun(i % 3 == 0 ? null : at(i % 4))
                    .createdAt(at(i % 2))
                    .updatedAt(at(i % 5)));
        }
        for (var descending : List.of(true, false)) {
            var query = all().sort(sort).descending(descending);
            assertThat(walk(query.build().toBuilder().limit(2))).isEqualTo(ids(query.limit(200)));
        }
    }

    @Test
    void aPageByCursorTellsTheTotalOfTheWholeList() {
        IntStream.range(0, 5).forEach(i -> insert(aJob()));
        var first = store.listJobs(all().limit(2).build());
        var second = store.listJobs(all().limit(3).cursor(first.nextCursor()).build());

        assertThat(first.total()).isEqualTo(5);
        assertThat(second.total()).isEqualTo(5);
        assertThat(second.items()).hasSize(3);
        assertThat(second.limit()).isEqualTo(3);
        assertThat(second.hasMore()).isFalse();
    }

    @Test
    void pagesByCursorStayStableWhenJobsComeAndGo() {
        var jobs = IntStream.range(0, 6)
                .mapToObj(i -> insert(aJob().jobName("job " + i)))
                .toList();
        var query = all().sort(CronJobSort.NAME).limit(3).build();
        var first = store.listJobs(query);

        insert(aJob().jobName("a new one at the front"));
        change(jobs.get(2), changed -> changed.status(CronJobStatus.DELETED), startingAt(null));

        var second = store.listJobs(query.toBuilder().cursor(first.nextCursor()).build());
        assertThat(second.items()).extracting(CronJob::jobName).containsExactly("job 3", "job 4", "job 5");
    }

    @Test
    void anOffsetLeavesOutTheFirst() {
        var jobs = IntStream.range(0, 5).mapToObj(i -> insert(aJob()).jobId()).toList();

        var page = store.listJobs(all().limit(2).offset(2).build());

        assertThat(page.items()).extracting(CronJob::jobId).containsExactly(jobs.get(2), jobs.get(3));
        assertThat(page.offset()).isEqualTo(2);
        assertThat(page.total()).isEqualTo(5);
        assertThat(walk(all().limit(2).cursor(page.nextCursor()))).containsExactly(jobs.get(4));
        assertThat(ids(all().offset(5))).isEmpty();
        assertThat(store.listJobs(all().offset(9).build()).total()).isEqualTo(5);
    }

    @Test
    void theLastPageHasNoCursor() {
        IntStream.range(0, 4).forEach(i -> insert(aJob()));
        var first = store.listJobs(all().limit(2).build());
        var last = store.listJobs(all().limit(2).cursor(first.nextCursor()).build());

        assertThat(first.hasMore()).isTrue();
        assertThat(last.items()).hasSize(2);
        assertThat(last.hasMore()).isFalse();
    }

    @Test
    void aCursorOfAnotherQueryIsRefused() {
        IntStream.range(0, 3).forEach(i -> insert(aJob()));
        IntStream.range(0, 3).forEach(i -> insert(aJob(OTHER_ORG)));
        var cursor = requireNonNull(store.listJobs(all().limit(1).build()).nextCursor());

        assertRefused(CronJobListQuery.builder(OTHER_ORG).cursor(cursor));
        assertRefused(all().sort(CronJobSort.NAME).cursor(cursor));
        assertRefused(all().sort(CronJobSort.PRIORITY).cursor(cursor));
        assertRefused(all().descending(true).cursor(cursor));
        assertRefused(all().userId("ann").cursor(cursor));
        assertRefused(all().nameContains("report").cursor(cursor));
        assertRefused(all().statuses(Set.of(CronJobStatus.ENABLED)).cursor(cursor));
    }

    @Test
    void aCursorOfTheHistoryIsRefused() {
        var job = insert(aJob());
        insert(aManualRun(job));
        insert(aManualRun(job));
        var history = CronExecutionHistoryQuery.builder(ORG).limit(1).build();

        assertRefused(all().cursor(store.listExecutions(history).nextCursor()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "x", "garbage", "AAAA", "MTIzNDU2Nzg5MA==", "%00", "é", "../../etc", "' or 1=1 --"})
    void whatIsNoCursorIsRefused(String cursor) {
        insert(aJob());

        for (var sort : CronJobSort.values()) {
            assertRefused(all().sort(sort).cursor(cursor));
        }
    }

    @Test
    void aDamagedCursorIsRefusedOrLeadsOn() {
        IntStream.range(0, 3).forEach(i -> insert(aJob()));
        var cursor = requireNonNull(store.listJobs(all().limit(1).build()).nextCursor());

        assertRefused(all().cursor(cursor.substring(0, cursor.length() / 2)));
        assertRefused(all().cursor(cursor.substring(1)));
        assertRefused(all().cursor(new StringBuilder(cursor).reverse().toString()));
    }

    @Test
    void totalsAreExactUpToTenThousand() {
        insertMany(10_000);
        var full = store.listJobs(all().limit(1).build());
        assertThat(full.total()).isEqualTo(Page.TOTAL_LIMIT);
        assertThat(full.totalCapped()).isFalse();

        insert(aJob());
        var capped = store.listJobs(all().limit(1).build());
        assertThat(capped.total()).isEqualTo(Page.TOTAL_LIMIT);
        assertThat(capped.totalCapped()).isTrue();
        assertThat(store.listJobs(all().offset(10_000).build()).items()).hasSize(1);
    }

    private void insertMany(int count) {
        store.insertJobs(IntStream.range(0, count).mapToObj(i -> aJob().build()).toList());
    }

    private void assertSorted(CronJobSort sort, CronJob... jobs) {
        var expected = List.of(jobs).stream().map(CronJob::jobId).toList();
        assertThat(ids(all().sort(sort))).as("%s", sort).isEqualTo(expected);
        assertThat(ids(all().sort(sort).descending(true)))
                .as("%s descending", sort)
                .isEqualTo(reversed(expected));
    }

    private void assertRefused(CronJobListQuery.Builder query) {
        var built = query.build();
        assertThatThrownBy(() -> store.listJobs(built))
                .isInstanceOfSatisfying(
                        InvalidQueryException.class,
                        refused -> assertThat(refused.field()).isEqualTo("cursor"));
    }

    private List<UUID> walk(CronJobListQuery.Builder start) {
        var ids = new ArrayList<UUID>();
        var query = start.build();
        while (true) {
            var page = store.listJobs(query);
            page.items().forEach(job -> ids.add(job.jobId()));
            if (!page.hasMore()) {
                return ids;
            }
            assertThat(page.items()).hasSize(query.limit());
            query = query.toBuilder().cursor(page.nextCursor()).build();
        }
    }

    private List<UUID> ids(CronJobListQuery.Builder query) {
        return store.listJobs(query.build()).items().stream()
                .map(CronJob::jobId)
                .toList();
    }

    private static List<UUID> reversed(List<UUID> ids) {
        var reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    private static CronJobListQuery.Builder all() {
        return CronJobListQuery.builder(ORG);
    }

    private static Instant at(int second) {
        return NOON.plus(Duration.ofSeconds(second));
    }
}
