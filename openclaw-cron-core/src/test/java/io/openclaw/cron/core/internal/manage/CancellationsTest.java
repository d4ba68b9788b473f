package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ORG;
import static io.openclaw.cron.core.internal.manage.ManagedStore.STRANGER;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.error.ExecutionNotFoundException;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.EventSource;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancellationsTest {
    private static final Caller BOB = new Caller(ORG, "bob", "wrong parameters");

    private final ManagedStore managed = new ManagedStore();

    private CronExecution claimed() {
        managed.create(aJob());
        managed.setTime(NOON.plus(Duration.ofHours(1)));
        return managed.claim(Duration.ZERO).get(0);
    }

    private CronExecution queued() {
        var job = managed.create(aJob());
        var queued = managed.manager.triggerManualRun(job.jobId(), ANN);
        managed.forget();
        return queued;
    }

    @Test
    void cancelsAtOnceWhatWaits() {
        var job = managed.create(aJob());
        var queued = managed.manager.triggerManualRun(job.jobId(), ANN);
        managed.forget();
        managed.pass(Duration.ofSeconds(1));

        var cancelled = managed.cancellations.cancel(queued.executionId(), BOB);

        var why = CronExecutionError.of(CronExecutionError.CANCELLED, "Cancelled by user bob: wrong parameters");
        assertThat(cancelled.status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(cancelled.error()).isEqualTo(why);
        assertThat(cancelled.completedAt()).isEqualTo(managed.now());
        assertThat(managed.executions(job)).containsExactly(cancelled);
        assertThat(managed.events)
                .containsExactly(new CronCancelled(EventSource.of(queued), managed.now(), "Report", why));
        assertThat(managed.node.cancelled).isEmpty();
        assertThat(managed.node.woken).containsExactly(managed.now());
    }

    @Test
    void asksTheNodeToEndWhatItHasReserved() {
        var reserved = claimed();

        var asked = managed.cancellations.cancel(reserved.executionId(), ANN);

        assertThat(asked.status()).isEqualTo(CronExecutionStatus.PENDING);
        assertThat(asked.cancelRequestedAt()).isEqualTo(managed.now());
        assertThat(managed.node.cancelled).containsExactly(reserved.executionId());
        assertThat(managed.events).isEmpty();
    }

    @Test
    void asksTheNodeToEndWhatRuns() {
        var running = managed.start(claimed());

        var asked = managed.cancellations.cancel(running.executionId(), ANN);

        assertThat(asked.status()).isEqualTo(CronExecutionStatus.RUNNING);
        assertThat(asked.cancelRequestedAt()).isEqualTo(managed.now());
        assertThat(managed.node.cancelled).containsExactly(running.executionId());
        assertThat(managed.events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = CronExecutionStatus.class,
            names = {"COMPLETED", "FAILED", "TIMEOUT", "CANCELLED"})
    void leavesWhatHasEnded(CronExecutionStatus status) {
        var ended = managed.end(claimed(), status);

        assertThat(managed.cancellations.cancel(ended.executionId(), ANN)).isEqualTo(ended);
        assertThat(managed.writes).isEmpty();
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.cancelled).isEmpty();
    }

    @Test
    void tellsOfACancellationOnceHoweverOftenItIsAskedFor() {
        var queued = queued();

        var first = managed.cancellations.cancel(queued.executionId(), ANN);
        var second = managed.cancellations.cancel(queued.executionId(), ANN);

        assertThat(second).isEqualTo(first);
        assertThat(managed.events).hasSize(1);
    }

    @Test
    void tellsOfACancellationOnceIfTwoAskForItAtTheSameTime() {
        var queued = queued();
        managed.before.put("cancel", () -> managed.cancellations.cancel(queued.executionId(), ANN));

        var cancelled = managed.cancellations.cancel(queued.executionId(), BOB);

        assertThat(cancelled.error().message()).isEqualTo("Cancelled by user ann");
        assertThat(managed.events).hasSize(1);
    }

    @Test
    void saysNothingOfACancellationIfTheExecutionEndsMeanwhile() {
        var running = managed.start(claimed());
        managed.before.put("cancel", () -> managed.end(running, CronExecutionStatus.COMPLETED));

        assertThat(managed.cancellations.cancel(running.executionId(), ANN).status())
                .isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.cancelled).isEmpty();
    }

    @Test
    void answersAnotherOrganizationLikeAnIdThatDoesNotExist() {
        var reserved = claimed();
        var unknown = new UUID(1, 2);

        assertThatThrownBy(() -> managed.cancellations.cancel(reserved.executionId(), STRANGER))
                .isInstanceOf(ExecutionNotFoundException.class)
                .hasMessage("There is no execution " + reserved.executionId() + " in this organization");
        assertThatThrownBy(() -> managed.cancellations.cancel(unknown, ANN))
                .isInstanceOf(ExecutionNotFoundException.class)
                .hasMessage("There is no execution " + unknown + " in this organization");
        assertThat(managed.writes).isEmpty();
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.cancelled).isEmpty();
    }

    @Test
    void cancelsAnExecutionOfAJobThatWasDeletedMeanwhile() {
        var job = managed.create(aJob());
        managed.setTime(NOON.plus(Duration.ofHours(1)));
        var running = managed.start(managed.claim(Duration.ZERO).get(0));
        managed.manager.deleteCronJob(job.jobId(), ANN);

        assertThat(managed.cancellations.cancel(running.executionId(), ANN).cancelRequestedAt())
                .isNotNull();
    }
}
