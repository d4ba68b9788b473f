package io.openclaw.cron.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronExecutionSummary;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobHealth;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStats;
import io.openclaw.cron.DurationSummary;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.examples.commandline.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID JOB = new UUID(0, 1);
    private static final String AT_NOON = Texts.second(NOON);

    @Test
    void aJobThatRanAtEachOfItsTimesIsGood() {
        assertThat(problems("count", List.of(NOON, NOON.plusSeconds(2)), Duration.ofMillis(1), done(0), done(2)))
                .isEmpty();
    }

    @Test
    void aJobThatWasNeverDueIsNot() {
        assertThat(problems("count", List.of(), Duration.ZERO)).containsExactly("the job was never due");
    }

    @Test
    void aMissedFireIsNamed() {
        assertThat(problems("count", List.of(NOON, NOON.plusSeconds(2)), Duration.ZERO, done(2)))
                .containsExactly("the job has no record of its fire at " + AT_NOON);
    }

    @Test
    void aFailureIsNamedWithItsReason() {
        var failed = execution(0)
                .status(CronExecutionStatus.FAILED)
                .error(CronExecutionError.of("x", "no such page"))
                .build();

        assertThat(problems("count", List.of(NOON), Duration.ZERO, failed))
                .containsExactly("the job has its run of " + AT_NOON + " failed: no such page");
    }

    @Test
    void skippedFiresAreOneProblemForTheirWholeRange() {
        var skipped = execution(0)
                .status(CronExecutionStatus.SKIPPED)
                .skippedUntil(NOON.plusSeconds(4))
                .skippedCount(3)
                .build();

        assertThat(problems("count", List.of(NOON, NOON.plusSeconds(2), NOON.plusSeconds(4)), Duration.ZERO, skipped))
                .containsExactly("the job has its run of " + AT_NOON + " skipped");
    }

    @Test
    void anEarlyStartIsNamed() {
        assertThat(problems("count", List.of(NOON), Duration.ofMillis(-1), done(0)))
                .containsExactly("the job started its run of " + AT_NOON + " early, by 1.0 ms");
    }

    @Test
    void flakyHasToSucceedInItsThirdAttempt() {
        var third =
                execution(0).status(CronExecutionStatus.COMPLETED).attempt(3).build();

        assertThat(problems("flaky", List.of(NOON), Duration.ZERO, third)).isEmpty();
        assertThat(problems("flaky", List.of(NOON), Duration.ZERO, done(0)))
                .containsExactly("the job never completed in its third attempt");
    }

    @Test
    void ofAJobThatGoesOnOnlyThisRunsExecutionsCountAndTheyMayGiveWayToWhatWasLeft() {
        var failedBefore = execution(0).status(CronExecutionStatus.FAILED).build();
        var gaveWay = execution(4).status(CronExecutionStatus.SKIPPED).build();
        var failed = execution(6).status(CronExecutionStatus.FAILED).build();

        assertThat(problems(
                        "count",
                        Optional.of(NOON.plusSeconds(3)),
                        List.of(NOON.plusSeconds(4)),
                        Duration.ZERO,
                        failedBefore,
                        gaveWay))
                .isEmpty();
        assertThat(problems("flaky", Optional.of(NOON.plusSeconds(3)), List.of(), Duration.ZERO, failedBefore, gaveWay))
                .isEmpty();
        assertThat(problems(
                        "count",
                        Optional.of(NOON.plusSeconds(3)),
                        List.of(NOON.plusSeconds(8)),
                        Duration.ZERO,
                        failedBefore,
                        failed))
                .hasSize(2);
    }

    private static List<String> problems(
            String skill, List<Instant> due, Duration lateness, CronExecution... executions) {
        return problems(skill, Optional.empty(), due, lateness, executions);
    }

    private static List<String> problems(
            String skill,
            Optional<Instant> wentOnAt,
            List<Instant> due,
            Duration lateness,
            CronExecution... executions) {
        var job = CronJob.builder(JOB, "org", "user")
                .jobName("the job")
                .skillName(skill)
                .build();
        var starts = List.of(executions).stream()
                .collect(Collectors.toMap(
                        CronExecution::executionId,
                        execution -> execution.scheduledFor().plus(lateness)));
        return Verdict.problems(
                new JobRecord(job, "", wentOnAt, due, List.of(executions), starts, noStats(), List.of()));
    }

    private static CronExecution done(int secondsAfterNoon) {
        return execution(secondsAfterNoon)
                .status(CronExecutionStatus.COMPLETED)
                .attempt(1)
                .build();
    }

    private static CronExecution.Builder execution(int secondsAfterNoon) {
        return CronExecution.builder(new UUID(1, secondsAfterNoon), JOB, "org", "user")
                .scheduledFor(NOON.plusSeconds(secondsAfterNoon));
    }

    private static CronJobStats noStats() {
        var none = new CronExecutionSummary(
                NOON, NOON, OutcomeCounts.NONE, DurationSummary.NONE, Duration.ZERO, Duration.ZERO, 0, 0);
        return new CronJobStats(JOB, CronJobState.NONE, none, CronJobHealth.NEVER_RUN, null);
    }
}
