package io.openclaw.cron.core.internal.record;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.aJob;
import static io.openclaw.cron.core.internal.lifecycle.Samples.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.event.EventSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeEventsTest {
    private static final CronExecutionError ERROR = CronExecutionError.of("code", "what went wrong");

    private final CronJob job = aJob().timeoutSeconds(7).build();
    private final CronExecution.Builder execution =
            reserved(job).completedAt(NOON.plusSeconds(9)).error(ERROR).attempt(4);

    @Test
    void aCompletedExecutionIsTold() {
        execution
                .result(Map.of("answer", 42))
                .executionTime(Duration.ofSeconds(3))
                .error(null);
        assertThat(event(CronExecutionStatus.COMPLETED))
                .isEqualTo(new CronCompleted(
                        source(), NOON.plusSeconds(9), "report", Duration.ofSeconds(3), Map.of("answer", 42)));
    }

    @Test
    void aFailedExecutionIsToldWithItsErrorAndRetries() {
        assertThat(event(CronExecutionStatus.FAILED))
                .isEqualTo(new CronFailed(source(), NOON.plusSeconds(9), "report", ERROR, 3));
    }

    @Test
    void aTimedOutExecutionIsToldWithItsTimeout() {
        assertThat(event(CronExecutionStatus.TIMEOUT))
                .isEqualTo(new CronTimeout(source(), NOON.plusSeconds(9), "report", Duration.ofSeconds(7), 3));
    }

    @Test
    void aCancelledExecutionIsToldWithTheReason() {
        assertThat(event(CronExecutionStatus.CANCELLED))
                .isEqualTo(new CronCancelled(source(), NOON.plusSeconds(9), "report", ERROR));
    }

    @Test
    void aSkippedRangeIsToldWithItsEndsAndCount() {
        execution.skippedUntil(NOON.plusSeconds(60)).skippedCount(2);
        assertThat(event(CronExecutionStatus.SKIPPED))
                .isEqualTo(
                        new CronSkipped(source(), NOON.plusSeconds(9), "report", NOON, NOON.plusSeconds(60), 2, ERROR));
    }

    @Test
    void whatIsMissingIsMadeUpFor() {
        execution.error(null).completedAt(null).scheduledFor(null).skippedCount(1);
        assertThat(event(CronExecutionStatus.FAILED)).isInstanceOfSatisfying(CronFailed.class, event -> {
            assertThat(event.error().code()).isEqualTo("unknown");
            assertThat(event.time()).isNotNull();
        });
        assertThat(event(CronExecutionStatus.COMPLETED))
                .isInstanceOfSatisfying(
                        CronCompleted.class,
                        event -> assertThat(event.executionTime()).isZero());
        assertThat(event(CronExecutionStatus.SKIPPED)).isInstanceOfSatisfying(CronSkipped.class, event -> {
            assertThat(event.scheduledFor()).isEqualTo(NOON);
            assertThat(event.skippedUntil()).isEqualTo(NOON);
        });
    }

    @Test
    void whatHasNotEndedIsNotTold() {
        assertThat(OutcomeEvents.ended(
                        execution.status(CronExecutionStatus.RUNNING).build(), job))
                .isEmpty();
        assertThat(OutcomeEvents.ended(
                        execution.status(CronExecutionStatus.PENDING).build(), job))
                .isEmpty();
    }

    @Test
    void aRetryIsToldWithTheAttemptThatFailedAndTheTimeOfTheNext() {
        var retry = execution.attempt(2).availableAt(NOON.plusSeconds(30)).build();
        assertThat(OutcomeEvents.retrying(retry, job, NOON.plusSeconds(1)))
                .isEqualTo(new CronRetrying(source(), NOON.plusSeconds(1), "report", ERROR, 2, NOON.plusSeconds(30)));
    }

    private EventSource source() {
        return EventSource.of(execution.build());
    }

    private CronEvent event(CronExecutionStatus status) {
        return OutcomeEvents.ended(execution.status(status).build(), job).orElseThrow();
    }
}
