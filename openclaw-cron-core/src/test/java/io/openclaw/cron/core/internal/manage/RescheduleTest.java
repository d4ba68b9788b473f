package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronUpdated;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a change of schedule or zone does to fires; see {@link JobStatusTest} for changes of status. */
class RescheduleTest {
    private static final Instant ONE = Instant.parse("2026-03-01T13:00:00Z");

    private final ManagedStore managed = new ManagedStore();

    private static UpdateCronJobRequest.Builder change() {
        return UpdateCronJobRequest.builder();
    }

    private CronJob update(CronJob job, UpdateCronJobRequest.Builder request) {
        return managed.manager.updateCronJob(job.jobId(), ANN, request.build());
    }

    @Test
    void reschedulesFromNowOnWhenTheScheduleChanges() {
        var job = managed.create(aJob());

        var changed = update(job, change().schedule("*/10 * * * *"));

        assertThat(changed.nextRun()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(managed.node.woken).containsExactly(changed.nextRun());
    }

    @Test
    void reschedulesWhenTheZoneChanges() {
        var job = managed.create(aJob("0 9 * * *"));
        assertThat(job.nextRun()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));

        assertThat(update(job, change().timezone("America/New_York")).nextRun())
                .isEqualTo(Instant.parse("2026-03-01T14:00:00Z"));
    }

    @Test
    void leavesReservationsAloneWhenSomethingElseChanges() {
        var job = managed.create(aJob());
        managed.setTime(ONE.minusSeconds(1));
        var reserved = managed.claim(Duration.ofSeconds(1));

        var changed = update(job, change().priority(1).skillName("mail"));

        assertThat(changed.nextRun()).isEqualTo(ONE);
        assertThat(managed.executions(job)).isEqualTo(reserved);
        assertThat(managed.node.withdrawn).isEmpty();
    }

    @Test
    void deletesAReservationThatTheNewScheduleDoesNotHave() {
        var job = managed.create(aJob());
        managed.setTime(ONE.minusSeconds(1));
        var reserved = managed.claim(Duration.ofSeconds(1)).get(0);

        var changed = update(job, change().schedule("30 * * * *"));

        assertThat(changed.nextRun()).isEqualTo(ONE.plus(Duration.ofMinutes(30)));
        assertThat(managed.executions(job)).isEmpty();
        assertThat(managed.node.withdrawn).containsExactly(reserved.executionId());
    }

    @Test
    void keepsAReservationThatTheNewScheduleHasTooAndGoesOnBehindIt() {
        var job = managed.create(aJob());
        managed.setTime(ONE.minusSeconds(1));
        var reserved = managed.claim(Duration.ofSeconds(1));

        var changed = update(job, change().schedule("*/15 * * * *"));

        assertThat(changed.nextRun()).isEqualTo(ONE);
        assertThat(managed.executions(job)).isEqualTo(reserved);
        assertThat(managed.node.withdrawn).isEmpty();
        managed.setTime(ONE);
        managed.end(managed.start(reserved.get(0)), CronExecutionStatus.COMPLETED);
        assertThat(managed.stored(job).nextRun()).isEqualTo(ONE.plus(Duration.ofMinutes(15)));
    }

    @Test
    void losesNoFireThatLiesBeforeAReservationOfAJobThatDoesNotOverlap() {
        var job = managed.create(aJob("0 * * * *"));
        managed.setTime(ONE.minusSeconds(300));
        var reserved = managed.claim(Duration.ofSeconds(300)).get(0);

        var changed = update(job, change().schedule("* * * * *"));

        // Kept, the reservation at 13:00 would be live at 12:56, and the fire of 12:56 be skipped because of it.
        assertThat(changed.nextRun()).isEqualTo(ONE.minusSeconds(240));
        assertThat(managed.executions(job)).isEmpty();
        assertThat(managed.node.withdrawn).containsExactly(reserved.executionId());
    }

    @Test
    void neitherLosesNorDoublesAFireOfAJobThatMayOverlap() {
        var job = managed.create(aJob("*/2 * * * * *").overlapPolicy(OverlapPolicy.ALLOW));
        assertThat(managed.claim(Duration.ofSeconds(6)))
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.plusSeconds(2), NOON.plusSeconds(4), NOON.plusSeconds(6));

        update(job, change().schedule("*/3 * * * * *"));

        assertThat(managed.executions(job))
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.plusSeconds(6));
        assertThat(managed.node.withdrawn).hasSize(2);
        assertThat(managed.claim(Duration.ofSeconds(9)))
                .extracting(CronExecution::scheduledFor)
                .containsExactly(NOON.plusSeconds(3), NOON.plusSeconds(9));
    }

    @Test
    void leavesAFireThatIsDueAloneWhenTheScheduleChanges() {
        var job = managed.create(aJob());
        managed.setTime(ONE);
        var due = managed.claim(Duration.ZERO);

        var changed = update(job, change().schedule("30 * * * *"));

        assertThat(managed.executions(job)).isEqualTo(due);
        assertThat(managed.node.withdrawn).isEmpty();
        assertThat(managed.events).hasSize(1).allMatch(CronUpdated.class::isInstance);
        assertThat(changed.version()).isEqualTo(2);
    }

    @Test
    void recordsWhatWasDueAndNotClaimedWhenTheScheduleChanges() {
        var job = managed.create(aJob("* * * * *"));
        managed.setTime(NOON.plusSeconds(150));

        var changed = update(job, change().schedule("30 * * * *"));

        assertThat(changed.nextRun()).isEqualTo(NOON.plusSeconds(1_800));
        assertThat(managed.executions(job)).singleElement().satisfies(skipped -> {
            assertThat(skipped.scheduledFor()).isEqualTo(NOON.plusSeconds(60));
            assertThat(skipped.skippedUntil()).isEqualTo(NOON.plusSeconds(120));
            assertThat(skipped.skippedCount()).isEqualTo(2);
            assertThat(skipped.error().code()).isEqualTo(CronExecutionError.MISSED);
        });
        assertThat(managed.events).hasAtLeastOneElementOfType(CronSkipped.class);
    }

    @Test
    void recordsOnlyWhatIsNotDecidedYetWhenTheScheduleChanges() {
        var job = managed.create(aJob("* * * * *").overlapPolicy(OverlapPolicy.ALLOW));
        managed.setTime(NOON.plusSeconds(60));
        var due = managed.claim(Duration.ZERO).get(0);
        managed.setTime(NOON.plusSeconds(150));

        update(job, change().schedule("30 * * * *"));

        assertThat(managed.executions(job)).hasSize(2).first().isEqualTo(due);
        assertThat(managed.executions(job)).last().satisfies(skipped -> {
            assertThat(skipped.scheduledFor()).isEqualTo(NOON.plusSeconds(120));
            assertThat(skipped.skippedCount()).isEqualTo(1);
        });
    }

    @Test
    void recordsNothingAsSkippedThatIsClaimedJustBeforeTheChange() {
        var job = managed.create(aJob("* * * * *"));
        managed.setTime(NOON.plusSeconds(60));
        managed.before.put("updateJob", () -> managed.claim(Duration.ZERO));

        update(job, change().schedule("30 * * * *"));

        assertThat(managed.executions(job))
                .singleElement()
                .satisfies(execution -> assertThat(execution.node()).isNotNull());
        assertThat(managed.events).singleElement().isInstanceOf(CronUpdated.class);
    }

    @Test
    void takesAPausedJobToItsNewScheduleAndRecordsWhatItMissedOfTheOldOne() {
        var job = managed.create(aJob("* * * * *").policies(JobPolicies.DEFAULT.withCatchUpAfterPause(true)));
        managed.manager.pauseCronJob(job.jobId(), ANN);
        managed.setTime(NOON.plusSeconds(150));

        var moved = update(job, change().schedule("30 * * * *"));

        assertThat(moved.status()).isEqualTo(CronJobStatus.PAUSED);
        assertThat(moved.nextRun()).isEqualTo(NOON.plusSeconds(1_800));
        assertThat(managed.executions(job)).singleElement().satisfies(skipped -> {
            assertThat(skipped.skippedCount()).isEqualTo(2);
            assertThat(skipped.error().code()).isEqualTo(CronExecutionError.PAUSED);
        });
        managed.setTime(NOON.plusSeconds(1_900));
        assertThat(managed.manager.resumeCronJob(job.jobId(), ANN).nextRun()).isEqualTo(NOON.plusSeconds(1_800));
    }

    @Test
    void resumesAJobOnItsNewScheduleInOneChange() {
        var job = managed.create(aJob("* * * * *").policies(JobPolicies.DEFAULT.withCatchUpAfterPause(true)));
        managed.manager.pauseCronJob(job.jobId(), ANN);
        managed.setTime(NOON.plusSeconds(150));

        var changed = update(job, change().schedule("30 * * * *").enabled(true));

        assertThat(changed.status()).isEqualTo(CronJobStatus.ENABLED);
        assertThat(changed.version()).isEqualTo(3);
        assertThat(changed.nextRun()).isEqualTo(NOON.plusSeconds(1_800));
        assertThat(managed.executions(job))
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.skippedCount()).isEqualTo(2));
    }

    @Test
    void givesADisabledJobAnotherScheduleWithoutAFire() {
        var job = managed.create(aJob().enabled(false));

        var changed = update(job, change().schedule("30 * * * *"));

        assertThat(changed.status()).isEqualTo(CronJobStatus.DISABLED);
        assertThat(changed.nextRun()).isNull();
        assertThat(managed.node.woken).isEmpty();
        assertThat(managed.manager.enableCronJob(job.jobId(), ANN).nextRun()).isEqualTo(NOON.plusSeconds(1_800));
    }

    @Test
    void disablesAndChangesInOneChange() {
        var job = managed.create(aJob());

        var changed = update(job, change().schedule("30 * * * *").enabled(false));

        assertThat(changed.status()).isEqualTo(CronJobStatus.DISABLED);
        assertThat(changed.nextRun()).isNull();
        assertThat(changed.version()).isEqualTo(2);
    }
}
