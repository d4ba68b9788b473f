package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ORG;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enabling, disabling, pausing and resuming, from each status; the job fires on the minute. */
class JobStatusTest {
    private static final Caller BOB = new Caller(ORG, "bob", "maintenance");
    private static final Instant NEXT = NOON.plusSeconds(60);

    private final ManagedStore managed = new ManagedStore();

    private static CreateCronJobRequest.Builder everyMinute() {
        return aJob("* * * * *");
    }

    private CronJob jobThatIs(CronJobStatus status) {
        var job = managed.create(everyMinute());
        switch (status) {
            case DISABLED -> managed.manager.disableCronJob(job.jobId(), ANN.because("old reason"));
            case PAUSED -> managed.manager.pauseCronJob(job.jobId(), ANN.because("old reason"));
            default -> {}
        }
        managed.forget();
        return managed.stored(job);
    }

    @ParameterizedTest
    @CsvSource({
        "ENABLED, enable, ENABLED",
        "ENABLED, disable, DISABLED",
        "ENABLED, pause, PAUSED",
        "ENABLED, resume, ENABLED",
        "PAUSED, enable, ENABLED",
        "PAUSED, disable, DISABLED",
        "PAUSED, pause, PAUSED",
        "PAUSED, resume, ENABLED",
        "DISABLED, enable, ENABLED",
        "DISABLED, disable, DISABLED",
        "ENABLED, update to enabled, ENABLED",
        "ENABLED, update to disabled, DISABLED",
        "PAUSED, update to enabled, ENABLED",
        "PAUSED, update to disabled, DISABLED",
        "DISABLED, update to enabled, ENABLED",
        "DISABLED, update to disabled, DISABLED"
    })
    void goesFromStatusToStatusAndDoesNothingIfItIsThereAlready(
            CronJobStatus from, String call, CronJobStatus expected) {
        var job = jobThatIs(from);
        managed.pass(Duration.ofSeconds(10));

        var changed = call(call, job);

        assertThat(changed.status()).isEqualTo(expected);
        assertThat(managed.stored(job)).isEqualTo(changed);
        if (from == expected) {
            assertThat(changed).isEqualTo(job);
            assertThat(managed.writes).isEmpty();
            assertThat(managed.events).isEmpty();
            assertThat(managed.node.heardNothing()).isTrue();
        } else {
            assertThat(changed.version()).isEqualTo(job.version() + 1);
            assertThat(changed.updatedAt()).isEqualTo(managed.now());
            assertThat(changed.userId()).isEqualTo("ann");
            assertThat(changed.statusReason()).isEqualTo(expected == CronJobStatus.ENABLED ? null : "maintenance");
            assertThat(managed.events)
                    .containsExactly(new CronUpdated(
                            EventSource.of(job),
                            managed.now(),
                            "Report",
                            "* * * * *",
                            changed.nextRun(),
                            expected,
                            changed.version()));
            assertThat(managed.node.woken).isEqualTo(expected == CronJobStatus.ENABLED ? List.of(NEXT) : List.of());
        }
    }

    private CronJob call(String call, CronJob job) {
        var manager = managed.manager;
        return switch (call) {
            case "enable" -> manager.enableCronJob(job.jobId(), BOB);
            case "disable" -> manager.disableCronJob(job.jobId(), BOB);
            case "pause" -> manager.pauseCronJob(job.jobId(), BOB);
            case "resume" -> manager.resumeCronJob(job.jobId(), BOB);
            default ->
                manager.updateCronJob(
                        job.jobId(),
                        BOB,
                        UpdateCronJobRequest.builder()
                                .enabled(call.endsWith("enabled") && !call.endsWith("disabled"))
                                .build());
        };
    }

    @Test
    void neitherPausesNorResumesADisabledJob() {
        var job = jobThatIs(CronJobStatus.DISABLED);

        assertThatThrownBy(() -> managed.manager.pauseCronJob(job.jobId(), ANN))
                .isInstanceOf(JobConflictException.class)
                .hasMessage("Job " + job.jobId() + " is disabled and cannot be paused; only an enabled job can be");
        assertThatThrownBy(() -> managed.manager.resumeCronJob(job.jobId(), ANN))
                .isInstanceOf(JobConflictException.class)
                .hasMessage("Job " + job.jobId() + " is disabled and cannot be resumed; enable it instead");
        assertThat(managed.stored(job)).isEqualTo(job);
        assertThat(managed.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "update to enabled"})
    void startsADisabledJobFromNowOnAndForgetsWhatItMissed(String call) {
        var job = jobThatIs(CronJobStatus.DISABLED);
        assertThat(job.nextRun()).isNull();
        managed.pass(Duration.ofDays(3));

        assertThat(call(call, job).nextRun()).isEqualTo(managed.now().plusSeconds(60));
        assertThat(managed.executions(job)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enable", "resume", "update to enabled"})
    void recordsWhatAPausedJobMissedAsOneSkippedRangeAndStartsFromNowOn(String call) {
        var job = jobThatIs(CronJobStatus.PAUSED);
        assertThat(job.nextRun()).isEqualTo(NEXT);
        managed.setTime(NOON.plus(Duration.ofHours(1)).plusMillis(500));

        var resumed = call(call, job);

        assertThat(resumed.nextRun()).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
        var skipped = managed.executions(job);
        assertThat(skipped)
                .containsExactly(CronExecution.builder(skipped.get(0).executionId(), job.jobId(), ORG, "ann")
                        .skillName("report")
                        .skillParams(Map.of())
                        .status(CronExecutionStatus.SKIPPED)
                        .trigger(CronTrigger.SCHEDULE)
                        .scheduledFor(NEXT)
                        .skippedUntil(NOON.plus(Duration.ofHours(1)))
                        .skippedCount(60)
                        .priority(5)
                        .availableAt(NEXT)
                        .completedAt(managed.now())
                        .error(CronExecutionError.of(CronExecutionError.PAUSED, "Due while the job was paused"))
                        .build());
        assertThat(managed.events)
                .first()
                .isEqualTo(new CronSkipped(
                        EventSource.of(skipped.get(0)),
                        managed.now(),
                        "Report",
                        NEXT,
                        NOON.plus(Duration.ofHours(1)),
                        60,
                        skipped.get(0).error()));
        assertThat(managed.events).hasSize(2).last().isInstanceOf(CronUpdated.class);
        assertThat(managed.node.woken).containsExactly(resumed.nextRun());
    }

    @Test
    void recordsNothingIfNothingWasMissedDuringAPause() {
        var job = jobThatIs(CronJobStatus.PAUSED);
        managed.setTime(NEXT.minusMillis(1));

        assertThat(managed.manager.resumeCronJob(job.jobId(), ANN).nextRun()).isEqualTo(NEXT);
        assertThat(managed.executions(job)).isEmpty();
        assertThat(managed.events).hasSize(1);
    }

    @Test
    void countsTheFireOfTheVeryInstantAsMissed() {
        var job = jobThatIs(CronJobStatus.PAUSED);
        managed.setTime(NEXT);

        assertThat(managed.manager.resumeCronJob(job.jobId(), ANN).nextRun()).isEqualTo(NEXT.plusSeconds(60));
        assertThat(managed.executions(job)).singleElement().satisfies(skipped -> {
            assertThat(skipped.scheduledFor()).isEqualTo(NEXT);
            assertThat(skipped.skippedUntil()).isEqualTo(NEXT);
            assertThat(skipped.skippedCount()).isEqualTo(1);
        });
    }

    @Test
    void leavesWhatWasMissedToTheMisfirePolicyIfTheJobCatchesUp() {
        var job = managed.create(everyMinute().policies(JobPolicies.DEFAULT.withCatchUpAfterPause(true)));
        managed.manager.pauseCronJob(job.jobId(), ANN);
        managed.pass(Duration.ofHours(1));

        var resumed = managed.manager.resumeCronJob(job.jobId(), ANN);

        assertThat(resumed.nextRun()).isEqualTo(NEXT);
        assertThat(managed.executions(job)).isEmpty();
        assertThat(managed.node.woken).containsExactly(NEXT);
    }

    @Test
    void writesDownTheFirstFireThatAPausedJobMissesEvenIfItWasReserved() {
        var job = managed.create(everyMinute());
        managed.setTime(NEXT.minusSeconds(1));
        var reserved = managed.claim(Duration.ofSeconds(2)).get(0);
        assertThat(reserved.scheduledFor()).isEqualTo(NEXT);

        var paused = managed.manager.pauseCronJob(job.jobId(), ANN);

        assertThat(paused.nextRun()).isEqualTo(NEXT);
        assertThat(managed.executions(job)).isEmpty();
        assertThat(managed.node.withdrawn).containsExactly(reserved.executionId());
        assertThat(managed.node.cancelled).isEmpty();
        assertThat(managed.events).hasSize(1);
    }

    @Test
    void letsWhatHasFiredGoOnDuringAPauseAndDoesNotCallItMissed() {
        var job = managed.create(everyMinute());
        managed.setTime(NEXT);
        var due = managed.claim(Duration.ZERO).get(0);

        managed.manager.pauseCronJob(job.jobId(), ANN);
        assertThat(managed.executions(job)).containsExactly(due);
        assertThat(managed.node.cancelled).isEmpty();

        managed.setTime(NEXT.plusSeconds(125));
        managed.manager.resumeCronJob(job.jobId(), ANN);

        assertThat(managed.executions(job)).hasSize(2).first().isEqualTo(due);
        assertThat(managed.executions(job)).last().satisfies(skipped -> {
            assertThat(skipped.scheduledFor()).isEqualTo(NEXT.plusSeconds(60));
            assertThat(skipped.skippedUntil()).isEqualTo(NEXT.plusSeconds(120));
            assertThat(skipped.skippedCount()).isEqualTo(2);
        });
    }

    @Test
    void doesNotCallAFireMissedThatWasStillWaitingWhenTheJobWasResumed() {
        var job = managed.create(everyMinute());
        managed.setTime(NEXT);
        managed.claim(Duration.ZERO);
        managed.manager.pauseCronJob(job.jobId(), ANN);

        managed.pass(Duration.ofSeconds(5));
        managed.manager.resumeCronJob(job.jobId(), ANN);

        assertThat(managed.executions(job))
                .singleElement()
                .satisfies(execution -> assertThat(execution.status()).isEqualTo(CronExecutionStatus.PENDING));
    }

    @Test
    void cancelsWhatWaitsOfADisabledJobAndDeletesWhatIsNotDue() {
        var job = managed.create(everyMinute().overlapPolicy(OverlapPolicy.ALLOW));
        managed.setTime(NEXT);
        var running = managed.start(managed.claim(Duration.ZERO).get(0));
        managed.pass(Duration.ofSeconds(60));
        var due = managed.claim(Duration.ZERO).get(0);
        var manual = managed.manager.triggerManualRun(job.jobId(), ANN);
        managed.pass(Duration.ofSeconds(59));
        var ahead = managed.claim(Duration.ofSeconds(1)).stream()
                .filter(claimed -> claimed.trigger() == CronTrigger.SCHEDULE)
                .findFirst()
                .orElseThrow();
        managed.forget();

        var disabled = managed.manager.disableCronJob(job.jobId(), BOB);

        assertThat(disabled.nextRun()).isNull();
        assertThat(managed.executions(job))
                .extracting(CronExecution::executionId, CronExecution::status)
                .containsExactly(
                        tuple(running.executionId(), CronExecutionStatus.RUNNING),
                        tuple(due.executionId(), CronExecutionStatus.CANCELLED),
                        tuple(manual.executionId(), CronExecutionStatus.CANCELLED));
        assertThat(managed.node.withdrawn).containsExactly(ahead.executionId());
        assertThat(managed.node.cancelled).containsExactlyInAnyOrder(due.executionId(), manual.executionId());
        assertThat(managed.events)
                .filteredOn(CronCancelled.class::isInstance)
                .extracting(CronEvent::executionId)
                .containsExactlyInAnyOrder(due.executionId(), manual.executionId());
        assertThat(managed.events).last().isInstanceOf(CronUpdated.class);
        assertThat(managed.node.woken).isEmpty();
    }

    @Test
    void doesNotBotherTheNodeWithACancelledExecutionThatNobodyOwns() {
        var job = managed.create(everyMinute());
        var queued = managed.manager.triggerManualRun(job.jobId(), BOB);
        managed.forget();

        managed.manager.deleteCronJob(job.jobId(), ANN);

        assertThat(managed.node.cancelled).isEmpty();
        assertThat(managed.events).first().satisfies(event -> {
            assertThat(event).isInstanceOf(CronCancelled.class);
            assertThat(event.executionId()).isEqualTo(queued.executionId());
            assertThat(event.userId()).isEqualTo("bob");
            assertThat(((CronCancelled) event).reason().code()).isEqualTo(CronExecutionError.JOB_WITHDRAWN);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "delete"})
    void recordsWhatWasDueAndNotClaimedWhenAJobIsStopped(String call) {
        var job = managed.create(everyMinute());
        managed.setTime(NEXT.plusSeconds(90));

        if (call.equals("disable")) {
            managed.manager.disableCronJob(job.jobId(), ANN);
        } else {
            managed.manager.deleteCronJob(job.jobId(), ANN);
        }

        assertThat(managed.executions(job)).singleElement().satisfies(skipped -> {
            assertThat(skipped.status()).isEqualTo(CronExecutionStatus.SKIPPED);
            assertThat(skipped.scheduledFor()).isEqualTo(NEXT);
            assertThat(skipped.skippedUntil()).isEqualTo(NEXT.plusSeconds(60));
            assertThat(skipped.skippedCount()).isEqualTo(2);
            assertThat(skipped.error().code()).isEqualTo(CronExecutionError.JOB_WITHDRAWN);
        });
    }

    @Test
    void countsALongPauseWithoutWalkingThroughIt() {
        var job = managed.create(aJob("* * * * * *"));
        managed.manager.pauseCronJob(job.jobId(), ANN);
        managed.pass(Duration.ofDays(3_650));

        managed.manager.resumeCronJob(job.jobId(), ANN);

        assertThat(managed.executions(job))
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.skippedCount())
                        .isEqualTo(Duration.ofDays(3_650).toSeconds()));
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, enable",
        "PAUSED, enable",
        "PAUSED, resume",
        "DISABLED, update to enabled",
        "PAUSED, update to enabled"
    })
    void doesNotStartAJobWhoseSkillOrZoneHasGone(CronJobStatus status, String call) {
        var withoutSkill = jobThatIs(status);
        managed.skills.remove("report");
        assertThatThrownBy(() -> call(call, withoutSkill))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("skillName is 'report', which is not known here");
        managed.skills.add("report");

        var withoutZone = managed.loseZone(jobThatIs(status));
        assertThatThrownBy(() -> call(call, withoutZone))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("timezone is 'Atlantis/Capital': no such time zone");
        assertThat(managed.stored(withoutSkill)).isEqualTo(withoutSkill);
        assertThat(managed.stored(withoutZone)).isEqualTo(withoutZone);
        assertThat(managed.events).isEmpty();
    }
}
