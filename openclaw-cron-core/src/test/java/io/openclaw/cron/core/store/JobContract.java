package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.spi.JobCount;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Inserting, finding and counting jobs. */
abstract class JobContract extends StoreTestCase {

    @Test
    void aJobIsFoundAsItWasInserted() {
        var job = insert(aJob().jobKey("nightly")
                .description("Sums up the day")
                .skillParams(Map.of("depth", 3))
                .status(CronJobStatus.PAUSED)
                .statusReason("on holiday")
                .priority(9)
                .policies(new JobPolicies(MisfirePolicy.FIRE_ALL, OverlapPolicy.QUEUE, RecoveryPolicy.FAIL, true))
                .maxRetries(0)
                .timeoutSeconds(7));

        assertThat(store.findJob(job.jobId(), ORG)).contains(job);
    }

    @Test
    void aJobWithoutOptionalValuesIsFoundAsItWasInserted() {
        var job = insert(aJob().nextRun(null));

        assertThat(store.findJob(job.jobId(), ORG)).contains(job);
    }

    @Test
    void theLongestAndStrangestValuesComeBackUnchanged() {
        var longName = "Ünïcødé 漢字 😀 ' \" \\ %_;--<b>".repeat(12).substring(0, 254) + "!";
        var job = insert(aJob().jobKey(longName)
                .jobName(longName)
                .description("\t\r\n" + "ß".repeat(3_997))
                .schedule("0".repeat(255))
                .statusReason(longName)
                .skillName(longName)
                .nextRun(Instant.parse("2500-12-31T23:59:59.999999Z"))
                .createdAt(Instant.parse("1970-01-01T00:00:00.000001Z")));

        assertThat(store.findJob(job.jobId(), ORG)).contains(job);
    }

    @Test
    void parametersKeepTheirDepthTheirOrderTheirTypesAndTheirNulls() {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("z", null);
        inner.put("a", Arrays.asList(1, null, List.of(), Map.of(), "x", true, 2.5, 9_007_199_254_740_993L));
        Object deep = Map.of("ground", inner);
        for (var level = 0; level < 50; level++) {
            deep = Collections.singletonMap("level " + level, List.of(deep));
        }
        var job = insert(aJob().skillParams(Map.of("deep", deep, "", "empty name", "emoji 😀", "a\u2028b")));

        assertThat(stored(job).skillParams()).isEqualTo(job.skillParams());
    }

    @Test
    void instantsKeepTheirMicroseconds() {
        var job = insert(aJob().nextRun(NOON.plusNanos(1_000)).updatedAt(NOON.plusNanos(999_999_000)));

        assertThat(stored(job).nextRun()).isEqualTo("2026-03-10T12:00:00.000001Z");
        assertThat(stored(job).updatedAt()).isEqualTo("2026-03-10T12:00:00.999999Z");
    }

    @Test
    void aNewJobHasNeverRun() {
        var job = insert(aJob());

        assertThat(stored(job).state()).isEqualTo(CronJobState.NONE);
    }

    @Test
    void aJobOfAnotherOrganizationIsNotFound() {
        var job = insert(aJob());

        assertThat(store.findJob(job.jobId(), OTHER_ORG)).isEmpty();
        assertThat(store.findJob(job.jobId(), ORG.toUpperCase(Locale.ROOT))).isEmpty();
    }

    @Test
    void aJobThatWasNeverInsertedIsNotFound() {
        assertThat(store.findJob(Ids.next(), ORG)).isEmpty();
    }

    @Test
    void insertingNothingDoesNothing() {
        store.insertJobs(List.of());

        assertThat(store.countJobs(null)).isEqualTo(new JobCount(0, 0));
    }

    @Test
    void severalJobsAreInsertedAllOrNone() {
        insert(aJob().jobKey("taken"));
        var first = aJob().build();
        var second = aJob().jobKey("taken").build();

        assertThatThrownBy(() -> store.insertJobs(List.of(first, second))).isInstanceOf(JobConflictException.class);

        assertThat(store.findJob(first.jobId(), ORG)).isEmpty();
        assertThat(store.findJob(second.jobId(), ORG)).isEmpty();
        assertThat(store.countJobs(ORG)).isEqualTo(new JobCount(1, 1));
        assertThat(by(nodeA).executions()).hasSize(1);
    }

    @Test
    void theConflictOfAKeyNamesTheJobThatDidNotGetIt() {
        insert(aJob().jobKey("taken"));
        var second = aJob().jobKey("taken").build();

        assertThatThrownBy(() -> store.insertJobs(List.of(second)))
                .isInstanceOfSatisfying(
                        JobConflictException.class,
                        conflict -> assertThat(conflict.jobId()).isEqualTo(second.jobId()))
                .hasMessageContaining("taken");
    }

    @Test
    void twoJobsOfOneInsertionCannotHaveTheSameKey() {
        var jobs = List.of(aJob().jobKey("same").build(), aJob().jobKey("same").build());

        assertThatThrownBy(() -> store.insertJobs(jobs)).isInstanceOf(JobConflictException.class);

        assertThat(store.countJobs(ORG)).isEqualTo(new JobCount(0, 0));
    }

    @Test
    void twoOrganizationsCanUseTheSameKey() {
        var one = insert(aJob().jobKey("nightly"));
        var other = insert(aJob(OTHER_ORG).jobKey("nightly"));

        assertThat(stored(one).jobKey()).isEqualTo(stored(other).jobKey());
    }

    @Test
    void jobsWithoutAKeyAreNoConflict() {
        insert(aJob());
        insert(aJob());

        assertThat(store.countJobs(ORG).jobs()).isEqualTo(2);
    }

    @Test
    void aKeyStaysTakenWhileItsJobIsPausedOrDisabled() {
        insert(aJob().jobKey("paused").status(CronJobStatus.PAUSED));
        insert(aJob().jobKey("disabled").status(CronJobStatus.DISABLED));

        for (var key : List.of("paused", "disabled")) {
            var job = aJob().jobKey(key).build();
            assertThatThrownBy(() -> store.insertJobs(List.of(job))).isInstanceOf(JobConflictException.class);
        }
    }

    @Test
    void theKeyOfADeletedJobIsFree() {
        var deleted = insert(aJob().jobKey("nightly"));
        change(deleted, job -> job.status(CronJobStatus.DELETED).deletedAt(NOON), startingAt(null), true);

        var next = insert(aJob().jobKey("nightly"));

        assertThat(stored(next).jobKey()).isEqualTo("nightly");
        assertThat(stored(deleted).status()).isEqualTo(CronJobStatus.DELETED);
        assertThatThrownBy(() -> insert(aJob().jobKey("nightly"))).isInstanceOf(JobConflictException.class);
    }

    @Test
    void anIdIsGivenOnce() {
        var job = insert(aJob());

        assertThatThrownBy(() -> store.insertJobs(
                        List.of(job.toBuilder().jobName("another").build())))
                .isInstanceOf(CronStoreException.class);

        assertThat(store.findJob(job.jobId(), ORG)).contains(job);
    }

    @Test
    void deletedJobsAreFoundButNotCounted() {
        var job = insert(aJob());
        change(job, deleted -> deleted.status(CronJobStatus.DELETED).deletedAt(NOON), startingAt(null), true);

        assertThat(store.findJob(job.jobId(), ORG)).map(CronJob::deletedAt).contains(NOON);
        assertThat(store.countJobs(ORG)).isEqualTo(new JobCount(0, 0));
    }

    @Test
    void jobsAreCountedByOrganizationAndAllTogether() {
        insert(aJob());
        insert(aJob().status(CronJobStatus.PAUSED));
        insert(aJob().status(CronJobStatus.DISABLED));
        insert(aJob(OTHER_ORG));

        assertThat(store.countJobs(ORG)).isEqualTo(new JobCount(3, 1));
        assertThat(store.countJobs(OTHER_ORG)).isEqualTo(new JobCount(1, 1));
        assertThat(store.countJobs("initech")).isEqualTo(new JobCount(0, 0));
        assertThat(store.countJobs(null)).isEqualTo(new JobCount(4, 2));
    }

    @Test
    void theNextRunOfAJobIsTheFireThatIsReservedForIt() {
        var job = insert(aJob());
        var reserved = by(nodeA).only();

        assertThat(stored(job).nextRun()).isEqualTo(NOON);
        start(nodeA, reserved);
        assertThat(stored(job).nextRun()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void theNextRunOfAJobIsTheFirstOfSeveralReservedFires() {
        var job = insert(aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var second = Duration.ofSeconds(1);
        var reserved = by(nodeA).planning(Planners.every(second)).executions();

        assertThat(reserved).hasSize(2);
        assertThat(stored(job).nextRun()).isEqualTo(NOON);
        start(nodeA, reserved.get(0));
        assertThat(stored(job).nextRun()).isEqualTo(NOON.plusSeconds(1));
        start(nodeA, reserved.get(1));
        assertThat(stored(job).nextRun()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void aFireThatWaitsForItsTurnIsNotShownAsTheNextRun() {
        var job = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.QUEUE));
        running(nodeA, job);
        by(nodeA)
                .at(NOON.plusSeconds(60))
                .planning(Planners.every(Duration.ofMinutes(1), NOON.plusSeconds(60)))
                .claim();

        assertThat(stored(job.build()).nextRun()).isEqualTo(NOON.plusSeconds(120));
    }

    @Test
    void aSnapshotOfAJobDoesNotChangeLater() {
        var job = insert(aJob());
        var before = stored(job);
        var copy = before.toBuilder().build();
        start(nodeA, by(nodeA).only());
        change(job, changed -> changed.jobName("another"), null);

        assertThat(before).isEqualTo(copy);
    }

    @Test
    void closingTwiceDoesNothingTheSecondTime() throws Exception {
        store.close();
        store.close();
    }
}
