package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Rescheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What changes of jobs do to their next fires, and to reservations that are not due yet. */
abstract class RescheduleContract extends StoreTestCase {
    private static final Instant SOON = NOON.plusSeconds(1);
    private static final JobPolicies OVERLAPPING = JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW);

    @Test
    void withoutAReschedulerNextRunAndReservationsStay() {
        var job = insert(aJob().nextRun(SOON));
        var reserved = by(nodeA).only();

        var done = change(job, changed -> changed.jobName("another"), null);

        assertThat(done.deleted()).isEmpty();
        assertThat(stored(reserved)).isEqualTo(reserved);
        assertThat(done.job().nextRun()).isEqualTo(SOON);
    }

    @Test
    void theReschedulerSeesTheNextFireAndTheReservationsThatAreNotDueInOrder() {
        var job = insert(aJob().policies(OVERLAPPING));
        var step = Duration.ofMillis(500);
        by(nodeA).planning(Planners.every(step)).claim();
        var seen = new ArrayList<Object>();

        change(job, changed -> changed, (nextRun, reserved) -> {
            seen.add(nextRun);
            seen.addAll(reserved);
            return new Rescheduler.Decision(Set.copyOf(reserved), nextRun);
        });

        assertThat(seen)
                .containsExactly(
                        NOON.plusMillis(2_000), NOON.plusMillis(500), NOON.plusMillis(1_000), NOON.plusMillis(1_500));
        assertThat(executionsOf(job)).hasSize(4);
    }

    @Test
    void theReschedulerOfAJobThatDoesNotFireSeesNothing() {
        var job = insert(aJob().nextRun(null).status(CronJobStatus.DISABLED));

        var done = change(job, changed -> changed.status(CronJobStatus.ENABLED), (nextRun, reserved) -> {
            assertThat(nextRun).isNull();
            assertThat(reserved).isEmpty();
            return new Rescheduler.Decision(Set.of(), SOON);
        });

        assertThat(done.job().nextRun()).isEqualTo(SOON);
        assertThat(by(nodeA).only().scheduledFor()).isEqualTo(SOON);
    }

    @Test
    void reservationsThatAreNotKeptAreGone() {
        var job = insert(aJob().policies(OVERLAPPING).nextRun(SOON));
        var claimId = Ids.next();
        var reserved = by(nodeA)
                .id(claimId)
                .planning(Planners.every(Duration.ofMillis(500)))
                .executions();
        assertThat(reserved).hasSize(2);

        var kept = reserved.get(1);
        var done = change(
                job,
                changed -> changed.schedule("30 * * * *"),
                (nextRun, fires) -> new Rescheduler.Decision(Set.of(kept.availableAt()), EVER));

        assertThat(done.deleted())
                .containsExactly(new OwnedExecution(reserved.get(0).executionId(), 1, claimId));
        assertThat(store.findExecution(reserved.get(0).executionId(), ORG)).isEmpty();
        assertThat(stored(kept)).isEqualTo(kept);
        assertThat(executionsOf(job)).containsExactly(kept);
        assertThat(store.heartbeat(nodeA).owned()).containsExactly(OwnedExecution.of(kept));
        assertThat(done.job().nextRun()).isEqualTo(kept.scheduledFor());
        assertThat(done.job().state().liveCount()).isEqualTo(1);
        assertThat(outcomesOf(job)).isEqualTo(OutcomeCounts.NONE);
    }

    @Test
    void aFireWhoseReservationIsGoneCanBeReservedAgain() {
        var job = insert(aJob().nextRun(SOON));
        var first = by(nodeA).only();
        change(job, changed -> changed, startingAt(SOON));

        var again = by(nodeB).only();

        assertThat(again.scheduledFor()).isEqualTo(SOON);
        assertThat(again.executionId()).isNotEqualTo(first.executionId());
    }

    @Test
    void whatIsDueIsNotRescheduled() {
        var job = insert(aJob());
        var due = by(nodeA).only();

        var done = change(job, changed -> changed.schedule("30 * * * *"), (nextRun, reserved) -> {
            assertThat(reserved).isEmpty();
            return new Rescheduler.Decision(Set.of(), EVER);
        });

        assertThat(done.deleted()).isEmpty();
        assertThat(stored(due)).isEqualTo(due);
    }

    @Test
    void aRescheduledJobIsDueAtItsNewTime() {
        var job = insert(aJob());
        change(job, changed -> changed, startingAt(NOON.plusSeconds(30)));

        assertThat(by(nodeA).executions()).isEmpty();
        assertThat(by(nodeA).at(NOON.plusSeconds(29)).only().scheduledFor()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void whatHasStartedIsNotRescheduled() {
        var job = insert(aJob().nextRun(SOON));
        var early = start(nodeA, by(nodeA).only());

        var done = change(job, changed -> changed, startingAt(EVER));

        assertThat(done.deleted()).isEmpty();
        assertThat(stored(early)).isEqualTo(early);
    }

    @Test
    void aRetryToComeIsNotRescheduledThoughItsFireIsNotDue() {
        var job = insert(aJob().nextRun(SOON));
        var early = start(nodeA, by(nodeA).only());
        record(nodeA, Reports.retry(early, NOON.plusSeconds(30)));

        var done = change(job, changed -> changed, startingAt(EVER));

        assertThat(done.deleted()).isEmpty();
        assertThat(executionsOf(job)).hasSize(1);
        assertThat(done.job().nextRun()).isEqualTo(EVER);
    }

    @Test
    void whatWasTakenBackAfterItsStartIsNotRescheduledThoughItsFireIsNotDue() {
        var job = insert(aJob().nextRun(SOON));
        var early = start(nodeA, by(nodeA).only());
        store.release(nodeA, List.of(OwnedExecution.of(early)));

        var done = change(job, changed -> changed, startingAt(EVER));

        assertThat(done.deleted()).isEmpty();
        assertThat(executionsOf(job)).hasSize(1);
    }

    @Test
    void aReservationThatWasGivenBackIsRescheduledToo() {
        var job = insert(aJob().nextRun(SOON));
        var claimId = Ids.next();
        by(nodeA).id(claimId).only();
        store.releaseClaim(nodeA, claimId);

        var done = change(job, changed -> changed, startingAt(EVER));

        assertThat(done.deleted()).hasSize(1);
        assertThat(executionsOf(job)).isEmpty();
        assertThat(by(nodeA).executions()).isEmpty();
    }

    @Test
    void aReschedulerThatThrowsChangesNothing() {
        var job = insert(aJob().nextRun(SOON));
        var reserved = by(nodeA).only();
        var before = stored(job);

        assertThatThrownBy(() -> change(job, changed -> changed.jobName("x"), (nextRun, fires) -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(stored(job)).isEqualTo(before);
        assertThat(stored(reserved)).isEqualTo(reserved);
    }
}
