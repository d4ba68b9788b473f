package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.JobChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changing jobs, and what a change does to their fires. */
abstract class JobChangeContract extends StoreTestCase {
    private static final Instant SOON = NOON.plusSeconds(1);
    private static final JobPolicies OVERLAPPING = JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW);

    @Test
    void everythingThatAUserSetsCanBeChanged() {
        var job = insert(aJob());
        var after = aJob().build().toBuilder()
                .jobKey("new key")
                .jobName("new name")
                .description("new text")
                .schedule("0 * * * *")
                .timezone("Asia/Tokyo")
                .skillName("other")
                .skillParams(Map.of("new", true))
                .status(CronJobStatus.PAUSED)
                .statusReason("new reason")
                .priority(1)
                .policies(OVERLAPPING)
                .maxRetries(9)
                .timeoutSeconds(99)
                .version(2)
                .updatedAt(NOON)
                .build();
        var changed = copy(after, job);

        var done = store.updateJob(new JobChange(changed, 1, NOON, null, false, null));

        assertThat(done.job()).isEqualTo(changed);
        assertThat(done.cancelled()).isEmpty();
        assertThat(done.deleted()).isEmpty();
        assertThat(store.findJob(job.jobId(), ORG)).contains(changed);
    }

    private static CronJob copy(CronJob values, CronJob ofJob) {
        return new CronJob(
                ofJob.jobId(),
                ofJob.organizationId(),
                ofJob.userId(),
                values.jobKey(),
                values.jobName(),
                values.description(),
                values.schedule(),
                values.timezone(),
                values.skillName(),
                values.skillParams(),
                values.status(),
                values.statusReason(),
                values.priority(),
                values.policies(),
                values.maxRetries(),
                values.timeoutSeconds(),
                values.nextRun(),
                values.version(),
                values.createdAt(),
                values.updatedAt(),
                values.deletedAt(),
                values.state());
    }

    @Test
    void nextRunAndStateOfTheChangedJobAreNotLookedAt() {
        var job = aJob();
        store.record(nodeA, List.of(Reports.failed(running(nodeA, job))), NOON);
        var before = stored(job.build());

        var done = change(before, changed -> changed.nextRun(EVER).state(CronJobState.NONE), null);

        assertThat(done.job().nextRun()).isEqualTo(before.nextRun());
        assertThat(done.job().state()).isEqualTo(before.state());
        assertThat(done.job().state().failureCount()).isEqualTo(1);
    }

    @Test
    void aChangeOfAnotherVersionIsRefusedAndChangesNothing() {
        var job = insert(aJob().nextRun(SOON));
        change(job, changed -> changed.jobName("second"), null);
        var reserved = by(nodeA).only();
        var before = stored(job);
        var late = job.toBuilder().jobName("late").version(2).build();

        assertThatThrownBy(() -> store.updateJob(new JobChange(late, 1, NOON, startingAt(EVER), true, null)))
                .isInstanceOf(JobConflictException.class)
                .hasMessageContaining("expected version 1, found 2");

        assertThat(stored(job)).isEqualTo(before);
        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void aJobThatDoesNotExistCannotBeChanged() {
        var job = aJob().build();

        assertThatThrownBy(() -> store.updateJob(new JobChange(job, 1, NOON, null, false, null)))
                .isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void aJobOfAnotherOrganizationCannotBeChanged() {
        var job = insert(aJob());
        var foreign = copy(job, aJob(OTHER_ORG).build());
        var disguised = CronJob.builder(job.jobId(), OTHER_ORG, "eve")
                .version(2)
                .jobName("mine now")
                .build();

        for (var change : List.of(foreign, disguised)) {
            assertThatThrownBy(() -> store.updateJob(new JobChange(change, 1, NOON, null, false, null)))
                    .isInstanceOf(JobNotFoundException.class);
        }
        assertThat(stored(job)).isEqualTo(job);
    }

    @Test
    void aDeletedJobCannotBeChanged() {
        var job = insert(aJob());
        change(job, deleted -> deleted.status(CronJobStatus.DELETED).deletedAt(NOON), startingAt(null), true);

        assertThatThrownBy(() -> change(job, changed -> changed.status(CronJobStatus.ENABLED), null))
                .isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void aTakenKeyIsRefusedAndChangesNothing() {
        insert(aJob().jobKey("taken"));
        var job = insert(aJob().jobKey("mine").nextRun(SOON));

        assertThatThrownBy(() -> change(job, changed -> changed.jobKey("taken").jobName("x"), startingAt(EVER)))
                .isInstanceOfSatisfying(
                        JobConflictException.class,
                        conflict -> assertThat(conflict.jobId()).isEqualTo(job.jobId()));

        assertThat(stored(job)).isEqualTo(job);
    }

    @Test
    void aJobKeepsItsKeyThroughAChange() {
        var job = insert(aJob().jobKey("mine"));

        assertThat(change(job, changed -> changed.jobName("x"), null).job().jobKey())
                .isEqualTo("mine");
        assertThatThrownBy(() -> insert(aJob().jobKey("mine"))).isInstanceOf(JobConflictException.class);
    }

    @Test
    void aKeyThatAJobGivesUpIsFree() {
        var job = insert(aJob().jobKey("first"));
        change(job, changed -> changed.jobKey("second"), null);

        insert(aJob().jobKey("first"));
        assertThatThrownBy(() -> insert(aJob().jobKey("second"))).isInstanceOf(JobConflictException.class);
        change(job, changed -> changed.jobKey(null), null);
        insert(aJob().jobKey("second"));
    }

    @Test
    void cancelWaitingEndsWhatIsDueOwnedOrNot() {
        var job = insert(aJob());
        var reserved = by(nodeA).only();
        var queued = insert(aManualRun(job).inTurn(true));

        var done = change(job, disabled -> disabled.status(CronJobStatus.DISABLED), startingAt(null), true);

        assertThat(done.cancelled())
                .extracting(CronExecution::executionId)
                .containsExactlyInAnyOrder(reserved.executionId(), queued.executionId());
        assertThat(done.cancelled()).allSatisfy(cancelled -> {
            assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED);
            assertThat(cancelled.error()).extracting(CronExecutionError::code).isEqualTo("job_withdrawn");
            assertThat(cancelled.completedAt()).isEqualTo(NOON);
            assertThat(stored(cancelled)).isEqualTo(cancelled);
        });
        assertThat(stored(reserved).node()).isEqualTo(nodeA);
        assertThat(done.job().state().liveCount()).isZero();
        assertThat(outcomesOf(job).cancelled()).isEqualTo(2);
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(by(nodeB).executions()).isEmpty();
    }

    @Test
    void cancelWaitingEndsWhatWaitsForARetry() {
        var job = aJob();
        var execution = running(nodeA, job);
        record(nodeA, Reports.retry(execution, NOON.plusSeconds(30)));

        var done = change(job.build(), changed -> changed.status(CronJobStatus.DISABLED), null, true);

        assertThat(done.cancelled()).extracting(CronExecution::executionId).containsExactly(execution.executionId());
    }

    @Test
    void cancelWaitingLeavesWhatRuns() {
        var job = aJob();
        var execution = running(nodeA, job);

        var done = change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertThat(done.cancelled()).isEmpty();
        assertThat(stored(execution)).isEqualTo(execution);
        record(nodeA, Reports.completed(execution));
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
    }

    @Test
    void cancelWaitingLeavesReservationsThatAreNotDue() {
        var job = insert(aJob().nextRun(SOON));
        var reserved = by(nodeA).only();

        var done = change(job, changed -> changed, null, true);

        assertThat(done.cancelled()).isEmpty();
        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void aChangeOfOneJobLeavesTheOthers() {
        var job = insert(aJob());
        var other = insert(aJob());
        var reserved = by(nodeA).executions();

        change(job, changed -> changed.status(CronJobStatus.DISABLED), startingAt(null), true);

        var ofOther = reserved.stream()
                .filter(execution -> execution.jobId().equals(other.jobId()))
                .findFirst()
                .orElseThrow();
        assertThat(stored(ofOther)).isEqualTo(ofOther);
        assertThat(stored(other).status()).isEqualTo(CronJobStatus.ENABLED);
    }

    @Test
    void aSkippedRangeIsInsertedAndCounted() {
        var job = insert(aJob().status(CronJobStatus.PAUSED).nextRun(NOON.minusSeconds(120)));
        var skipped = skipped(job, NOON.minusSeconds(120), 2);

        var done = store.updateJob(new JobChange(
                job.toBuilder().status(CronJobStatus.ENABLED).version(2).build(),
                1,
                NOON,
                startingAt(NOON.plusSeconds(60)),
                false,
                skipped));

        assertThat(done.job().nextRun()).isEqualTo(NOON.plusSeconds(60));
        assertThat(store.findExecution(skipped.executionId(), ORG)).contains(skipped);
        assertThat(outcomesOf(job).skipped()).isEqualTo(2);
        assertThat(done.job().state().runCount()).isZero();
        assertThat(done.job().state().lastStatus()).isNull();
    }

    @Test
    void aSkippedRangeWhoseFirstFireHasAnExecutionIsPassedOver() {
        var job = insert(aJob());
        var reserved = by(nodeA).only();

        var skipped = skipped(job, NOON, 3);
        store.updateJob(new JobChange(job.toBuilder().version(2).build(), 1, NOON, null, false, skipped));

        assertThat(executionsOf(job)).containsExactly(reserved);
        assertThat(outcomesOf(job).skipped()).isZero();
    }

    private static CronExecution skipped(CronJob job, Instant first, long count) {
        return CronExecution.builder(Ids.next(), job.jobId(), job.organizationId(), job.userId())
                .skillName(job.skillName())
                .status(CronExecutionStatus.SKIPPED)
                .scheduledFor(first)
                .skippedUntil(NOON)
                .skippedCount(count)
                .availableAt(first)
                .completedAt(NOON)
                .error(CronExecutionError.of(CronExecutionError.PAUSED, "Due while the job was paused"))
                .build();
    }

    @Test
    void aJobThatIsNotEnabledDoesNotFire() {
        for (var status : List.of(CronJobStatus.PAUSED, CronJobStatus.DISABLED, CronJobStatus.DELETED)) {
            change(insert(aJob()), changed -> changed.status(status), null);
        }

        var result = by(nodeA).claim();

        assertThat(result.claimed()).isEmpty();
        assertThat(result.claimAgainAt()).isNull();
    }

    @Test
    void aPausedJobKeepsTheFireThatItMisses() {
        var job = insert(aJob());
        change(job, changed -> changed.status(CronJobStatus.PAUSED), null);
        assertThat(stored(job).nextRun()).isEqualTo(NOON);

        change(job, changed -> changed.status(CronJobStatus.ENABLED), null);
        assertThat(by(nodeA).at(NOON.plusSeconds(5)).only().scheduledFor()).isEqualTo(NOON);
    }

    @Test
    void aChangedPriorityCountsForLaterFires() {
        var low = insert(aJob().priority(1));
        insert(aJob().priority(5));
        change(low, changed -> changed.priority(9), null);

        assertThat(by(nodeA).executions()).extracting(CronExecution::priority).containsExactly(9, 5);
    }

    @Test
    void whatIsReservedKeepsTheValuesThatItWasReservedWith() {
        var job = insert(aJob().skillParams(Map.of("a", 1)));
        var reserved = by(nodeA).only();

        change(
                job,
                changed ->
                        changed.skillName("other").skillParams(Map.of("b", 2)).priority(0),
                null);

        assertThat(stored(reserved)).isEqualTo(reserved);
    }

    @Test
    void theHistoryOfADeletedJobStaysReadable() {
        var job = aJob();
        var execution = running(nodeA, job);
        record(nodeA, Reports.completed(execution));

        change(job.build(), changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertThat(executionsOf(job.build())).hasSize(1);
        assertThat(stored(execution).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
    }
}
