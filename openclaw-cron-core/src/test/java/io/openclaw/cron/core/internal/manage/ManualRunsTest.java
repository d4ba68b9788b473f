package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ORG;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronEvent;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManualRunsTest {
    private static final Caller BOB = new Caller(ORG, "bob");

    private final ManagedStore managed = new ManagedStore();

    @ParameterizedTest
    @EnumSource(OverlapPolicy.class)
    void queuesARunForTheOneWhoAsks(OverlapPolicy overlap) {
        var job = managed.create(aJob().overlapPolicy(overlap).priority(8).skillParams(Map.of("a", 1)));

        var run = managed.manager.triggerManualRun(job.jobId(), BOB);

        assertThat(run)
                .isEqualTo(CronExecution.builder(run.executionId(), job.jobId(), ORG, "bob")
                        .skillName("report")
                        .skillParams(Map.of("a", 1))
                        .status(CronExecutionStatus.PENDING)
                        .trigger(CronTrigger.MANUAL)
                        .priority(8)
                        .inTurn(overlap != OverlapPolicy.ALLOW)
                        .availableAt(NOON)
                        .build());
        assertThat(run.executionId().version()).isEqualTo(7);
        assertThat(managed.executions(job)).containsExactly(run);
        assertThat(managed.node.woken).containsExactly(NOON);
        assertThat(managed.events).isEmpty();
        assertThat(managed.stored(job).version()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = CronJobStatus.class,
            names = {"PAUSED", "DISABLED"})
    void runsAJobThatDoesNotFire(CronJobStatus status) {
        var job = managed.create(aJob());
        if (status == CronJobStatus.PAUSED) {
            managed.manager.pauseCronJob(job.jobId(), ANN);
        } else {
            managed.manager.disableCronJob(job.jobId(), ANN);
        }

        var run = managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.claim(Duration.ZERO))
                .extracting(CronExecution::executionId)
                .containsExactly(run.executionId());
    }

    @Test
    void runsAJobWhoseSkillOnlyOtherNodesKnow() {
        var job = managed.create(aJob());
        managed.skills.clear();

        assertThat(managed.manager.triggerManualRun(job.jobId(), ANN).status()).isEqualTo(CronExecutionStatus.PENDING);
    }

    @Test
    void takesBackAReservationThatMustNotRunBesideIt() {
        var job = managed.create(aJob());
        managed.setTime(NOON.plusSeconds(3_599));
        var ahead = managed.claim(Duration.ofSeconds(1)).get(0);

        managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.node.withdrawn).containsExactly(ahead.executionId());
        assertThat(managed.stored(job).nextRun()).isEqualTo(NOON.plusSeconds(3_600));
        assertThat(managed.node.cancelled).isEmpty();
    }

    @Test
    void leavesAReservationThatItsNodeMayStartBeforeItHearsOfTheRun() {
        var job = managed.create(aJob());
        managed.setTime(NOON.plusMillis(3_599_900));
        var ahead = managed.claim(Duration.ofSeconds(1)).get(0);

        var run = managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.node.withdrawn).isEmpty();
        assertThat(managed.executions(job)).containsExactly(ahead, run);
    }

    @Test
    void leavesAReservationOfAJobThatMayOverlap() {
        var job = managed.create(aJob().overlapPolicy(OverlapPolicy.ALLOW));
        managed.setTime(NOON.plusSeconds(3_599));
        managed.claim(Duration.ofSeconds(1));

        managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.node.withdrawn).isEmpty();
        assertThat(managed.executions(job)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = OverlapPolicy.class,
            names = {"SKIP", "QUEUE", "ALLOW"})
    void waitsBehindWhatIsLiveAndCancelsNothing(OverlapPolicy overlap) {
        var job = managed.create(aJob().overlapPolicy(overlap));
        managed.setTime(NOON.plusSeconds(3_600));
        var running = managed.start(managed.claim(Duration.ZERO).get(0));

        var run = managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.executions(job)).containsExactly(running, run);
        assertThat(managed.events).isEmpty();
    }

    @Test
    void replacesWhatIsLiveIfThePolicySaysSo() {
        var job = managed.create(aJob().overlapPolicy(OverlapPolicy.REPLACE));
        managed.setTime(NOON.plusSeconds(3_600));
        var running = managed.start(managed.claim(Duration.ZERO).get(0));
        var waiting = managed.manager.triggerManualRun(job.jobId(), BOB);
        // The first manual run has asked the scheduled one to end already.
        assertThat(managed.node.cancelled).containsExactly(running.executionId());
        managed.forget();

        var run = managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.executions(job))
                .extracting(CronExecution::executionId, CronExecution::status)
                .containsExactly(
                        tuple(running.executionId(), CronExecutionStatus.RUNNING),
                        tuple(waiting.executionId(), CronExecutionStatus.CANCELLED),
                        tuple(run.executionId(), CronExecutionStatus.PENDING));
        assertThat(managed.executions(job).get(0).cancelRequestedAt()).isNotNull();
        assertThat(managed.executions(job).get(1).error().code()).isEqualTo(CronExecutionError.REPLACED);
        assertThat(managed.events).singleElement().satisfies(event -> {
            assertThat(event.executionId()).isEqualTo(waiting.executionId());
            assertThat(((CronCancelled) event).jobName()).isEqualTo("Report");
            assertThat(((CronCancelled) event).reason().code()).isEqualTo(CronExecutionError.REPLACED);
        });
        assertThat(managed.writes).containsExactly("cancel", "cancel", "insertExecution");
    }

    @Test
    void replacesEveryOneOfManyThatWait() {
        var job = managed.create(aJob().overlapPolicy(OverlapPolicy.QUEUE));
        var waiting = IntStream.range(0, 450)
                .mapToObj(number -> managed.manager.triggerManualRun(job.jobId(), BOB))
                .toList();
        managed.manager.updateCronJob(
                job.jobId(),
                ANN,
                UpdateCronJobRequest.builder()
                        .overlapPolicy(OverlapPolicy.REPLACE)
                        .build());
        managed.forget();

        managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.events)
                .extracting(CronEvent::executionId)
                .containsExactlyInAnyOrderElementsOf(
                        waiting.stream().map(CronExecution::executionId).toList());
    }

    @Test
    void doesNotReplaceAReservationForAFireToCome() {
        var job = managed.create(aJob().overlapPolicy(OverlapPolicy.REPLACE));
        managed.setTime(NOON.plusSeconds(3_599));
        var ahead = managed.claim(Duration.ofSeconds(1)).get(0);

        managed.manager.triggerManualRun(job.jobId(), ANN);

        assertThat(managed.events).isEmpty();
        assertThat(managed.node.withdrawn).containsExactly(ahead.executionId());
        assertThat(managed.stored(job).nextRun()).isEqualTo(NOON.plusSeconds(3_600));
    }

    @Test
    void failsIfTheJobIsDeletedMeanwhile() {
        var job = managed.create(aJob());
        managed.before.put("insertExecution", () -> managed.manager.deleteCronJob(job.jobId(), ANN));

        assertThatThrownBy(() -> managed.manager.triggerManualRun(job.jobId(), BOB))
                .isInstanceOf(JobNotFoundException.class);
        assertThat(managed.executions(job)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OverlapPolicy.class)
    void runsHereIfNothingIsInTheWay(OverlapPolicy overlap) {
        var job = managed.create(aJob().overlapPolicy(overlap));

        var outcome = managed.runs.runHere(job.jobId(), BOB);

        assertThat(outcome).isSameAs(managed.node.outcome);
        assertThat(managed.node.ranHere).singleElement().satisfies(run -> {
            assertThat(run.node()).isEqualTo(managed.node.node());
            assertThat(run.fence()).isEqualTo(1);
            assertThat(run.claimId()).isNull();
            assertThat(run.userId()).isEqualTo("bob");
            assertThat(run.trigger()).isEqualTo(CronTrigger.MANUAL);
            assertThat(managed.executions(job)).containsExactly(run);
        });
        assertThat(managed.claim(Duration.ZERO)).isEmpty();
    }

    @Test
    void runsHereBesideAReservationForAFireToCome() {
        var job = managed.create(aJob());
        managed.setTime(NOON.plusSeconds(3_599));
        var ahead = managed.claim(Duration.ofSeconds(1)).get(0);

        managed.runs.runHere(job.jobId(), BOB);

        assertThat(managed.node.ranHere).hasSize(1);
        assertThat(managed.node.withdrawn).containsExactly(ahead.executionId());
    }

    @ParameterizedTest
    @EnumSource(
            value = OverlapPolicy.class,
            names = {"SKIP", "QUEUE", "REPLACE"})
    void waitsItsTurnInTheQueueIfSomethingIsInTheWay(OverlapPolicy overlap) {
        var job = managed.create(aJob().overlapPolicy(overlap));
        managed.setTime(NOON.plusSeconds(3_600));
        managed.start(managed.claim(Duration.ZERO).get(0));

        var outcome = managed.runs.runHere(job.jobId(), BOB);

        assertThat(outcome).isSameAs(managed.node.outcome);
        assertThat(managed.node.ranHere).isEmpty();
        var queued = managed.executions(job).get(1);
        assertThat(managed.node.awaited).containsExactly(queued.executionId());
        assertThat(queued.node()).isNull();
        assertThat(managed.node.cancelled).hasSize(overlap == OverlapPolicy.REPLACE ? 1 : 0);
    }

    @Test
    void waitsItsTurnBehindAFireThatIsClaimedAtTheSameMoment() {
        var job = managed.create(aJob());
        managed.setTime(NOON.plusSeconds(3_600));
        managed.before.put("insertExecution", () -> managed.claim(Duration.ZERO));

        managed.runs.runHere(job.jobId(), BOB);

        assertThat(managed.node.ranHere).isEmpty();
        assertThat(managed.node.awaited).hasSize(1);
    }

    @Test
    void runsHereInPlaceOfWhatOnlyWaited() {
        var job = managed.create(aJob().overlapPolicy(OverlapPolicy.REPLACE));
        var waiting = managed.manager.triggerManualRun(job.jobId(), ANN);

        managed.runs.runHere(job.jobId(), BOB);

        assertThat(managed.node.ranHere).hasSize(1);
        assertThat(managed.executions(job).get(0).executionId()).isEqualTo(waiting.executionId());
        assertThat(managed.executions(job).get(0).status()).isEqualTo(CronExecutionStatus.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(OverlapPolicy.class)
    void waitsForAClaimWhereALimitIsToBeMinded(OverlapPolicy overlap) {
        var job = managed.create(aJob().overlapPolicy(overlap));
        managed.node.startsUnclaimed = false;

        managed.runs.runHere(job.jobId(), BOB);

        assertThat(managed.node.ranHere).isEmpty();
        assertThat(managed.claim(Duration.ZERO))
                .extracting(CronExecution::executionId)
                .isEqualTo(managed.node.awaited);
    }

    @Test
    void runsHereBesideWhatIsLiveIfTheJobAllowsIt() {
        var job = managed.create(aJob().overlapPolicy(OverlapPolicy.ALLOW));
        managed.setTime(NOON.plusSeconds(3_600));
        managed.start(managed.claim(Duration.ZERO).get(0));

        managed.runs.runHere(job.jobId(), BOB);

        assertThat(managed.node.ranHere).hasSize(1);
    }
}
