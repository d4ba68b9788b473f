package io.openclaw.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What goes into a builder comes out of it: each value is different, so that none can be mistaken for another. */
class BuildersTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void keepEveryValueOfAJob() {
        var job = new CronJob(
                new UUID(1, 1),
                "org",
                "user",
                "key",
                "name",
                "description",
                "0 * * * *",
                "Europe/Oslo",
                "skill",
                Map.of("a", 1),
                CronJobStatus.PAUSED,
                "reason",
                8,
                new JobPolicies(MisfirePolicy.SKIP, OverlapPolicy.QUEUE, RecoveryPolicy.FAIL, true),
                7,
                6,
                START.plusSeconds(1),
                5,
                START.plusSeconds(2),
                START.plusSeconds(3),
                START.plusSeconds(4),
                new CronJobState(START, CronExecutionStatus.FAILED, "error", 4, 3, 1, 1, 2));

        assertThat(job.toBuilder().build()).isEqualTo(job);
    }

    @Test
    void keepEveryValueOfAnExecution() {
        var execution = new CronExecution(
                new UUID(1, 1),
                new UUID(2, 2),
                "org",
                "user",
                "skill",
                Map.of("a", 1),
                CronExecutionStatus.SKIPPED,
                CronTrigger.DEPENDENCY,
                START.plusSeconds(1),
                START.plusSeconds(2),
                3,
                4,
                true,
                START.plusSeconds(5),
                START.plusSeconds(6),
                START.plusSeconds(7),
                Duration.ofSeconds(8),
                9,
                10,
                new NodeId("node", new UUID(11, 11)),
                12,
                new UUID(13, 13),
                START.plusSeconds(14),
                new CronProgress("stage", 15, "message"),
                Map.of("b", 16),
                CronExecutionError.of("code", "message"),
                17,
                18,
                true);

        assertThat(execution.toBuilder().build()).isEqualTo(execution);
        assertThat(execution.retryCount()).isEqualTo(8);
        assertThat(execution.toBuilder().attempt(0).build().retryCount()).isZero();
    }

    @Test
    void keepEveryValueOfARequestToCreate() {
        var request = new CreateCronJobRequest(
                "org",
                "user",
                "name",
                "0 * * * *",
                "skill",
                "key",
                "description",
                "Europe/Oslo",
                Map.of("a", 1),
                false,
                9,
                new JobPolicies(MisfirePolicy.SKIP, OverlapPolicy.QUEUE, RecoveryPolicy.FAIL, true),
                8,
                7);

        assertThat(request.toBuilder().build()).isEqualTo(request);
    }

    @Test
    void keepEveryValueOfARequestToUpdate() {
        var request = UpdateCronJobRequest.builder()
                .expectedVersion(1L)
                .jobName("name")
                .jobKey("key")
                .description("description")
                .schedule("0 * * * *")
                .timezone("Europe/Oslo")
                .skillName("skill")
                .skillParams(Map.of("a", 1))
                .enabled(false)
                .priority(2)
                .misfirePolicy(MisfirePolicy.SKIP)
                .overlapPolicy(OverlapPolicy.QUEUE)
                .recoveryPolicy(RecoveryPolicy.FAIL)
                .catchUpAfterPause(true)
                .maxRetries(3)
                .timeoutSeconds(4)
                .build();

        assertThat(request)
                .isEqualTo(new UpdateCronJobRequest(
                        1L,
                        "name",
                        "key",
                        "description",
                        "0 * * * *",
                        "Europe/Oslo",
                        "skill",
                        Map.of("a", 1),
                        false,
                        2,
                        MisfirePolicy.SKIP,
                        OverlapPolicy.QUEUE,
                        RecoveryPolicy.FAIL,
                        true,
                        3,
                        4));
    }

    @Test
    void startWithTheDefaultsOfANewJob() {
        var request = CreateCronJobRequest.builder("org", "user", "name", "0 * * * *", "skill")
                .build();

        assertThat(request)
                .isEqualTo(new CreateCronJobRequest(
                        "org",
                        "user",
                        "name",
                        "0 * * * *",
                        "skill",
                        null,
                        null,
                        null,
                        Map.of(),
                        true,
                        5,
                        JobPolicies.DEFAULT,
                        null,
                        null));
    }

    @Test
    void changeOnePolicyAndLeaveTheOthers() {
        var changed = JobPolicies.DEFAULT
                .with(MisfirePolicy.FIRE_ALL)
                .with(OverlapPolicy.REPLACE)
                .with(RecoveryPolicy.FAIL)
                .withCatchUpAfterPause(true);

        assertThat(changed)
                .isEqualTo(new JobPolicies(MisfirePolicy.FIRE_ALL, OverlapPolicy.REPLACE, RecoveryPolicy.FAIL, true));
    }

    @Test
    void giveACallerAReason() {
        assertThat(new Caller("org", "user").because("why")).isEqualTo(new Caller("org", "user", "why"));
    }
}
