package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.ExecutionNotFoundException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user or a skill may try, on the whole engine over each database: refused or recorded clearly, and nothing lost. */
@ParameterizedClass(name = "{0}")
@EnumSource
class HostileInputTest {
    private static final String ORG = "acme";
    private static final Caller ADA = new Caller(ORG, "ada");
    private static final Caller EVE = new Caller("rival", "eve");
    private static final List<String> INJECTIONS = List.of(
            "'; DROP TABLE openclaw.cron_jobs; --",
            "' OR '1'='1",
            "\" OR true --",
            "$$; DELETE FROM skill_executions; $$",
            "<schema>.cron_jobs",
            ":organizationId ? ?1 {fn now()} \\' %_",
            "\\",
            "{acme,rival}");
    private static final String LONE_SURROGATE = "half \uD83D of a character";
    private static final String NUL = "a\u0000b";

    @Parameter
    private HostDatabase product;

    private final CountDownLatch stop = new CountDownLatch(1);
    private HostDatabase.Opened opened;
    private OpenClawCron cron;

    @BeforeEach
    void open() {
        opened = product.open();
        cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> switch (String.valueOf(
                        request.parameters().get("do"))) {
                    case "return" ->
                        SkillResult.of(Map.of("text", text(request.parameters().get("what"))));
                    case "fail" ->
                        throw SkillException.permanent(
                                "bad", text(request.parameters().get("what")));
                    case "progress" -> {
                        context.progress(text("nul"), 50, text("surrogate"));
                        yield null;
                    }
                    case "wait" -> {
                        stop.await();
                        yield null;
                    }
                    default -> null;
                })
                .store(opened.store())
                .config(CronManagerConfig.builder()
                        .retryAttempts(0)
                        .pollInterval(Duration.ofMillis(200))
                        .build())
                .build();
        cron.start();
    }

    @AfterEach
    void close() {
        stop.countDown();
        cron.close();
        opened.close();
    }

    @Test
    void textsThatLookLikeSqlAreTexts() {
        for (var injection : INJECTIONS) {
            var caller = new Caller(injection, injection);
            var job = cron.manager()
                    .createCronJob(CreateCronJobRequest.builder(injection, injection, injection, "0 3 1 1 *", injection)
                            .jobKey(injection)
                            .description(injection)
                            .skillParams(Map.of(injection, injection))
                            .build());
            var done = run(job, caller);

            assertThat(done.skillParams()).isEqualTo(Map.of(injection, injection));
            assertThat(cron.manager().getCronJob(job.jobId(), injection))
                    .hasValueSatisfying(found -> assertThat(found.jobName()).isEqualTo(injection));
            assertThat(cron.manager()
                            .listCronJobs(CronJobListQuery.builder(injection)
                                    .jobKey(injection)
                                    .skillName(injection)
                                    .userId(injection)
                                    .nameContains(injection)
                                    .build())
                            .items())
                    .extracting(CronJob::jobId)
                    .containsExactly(job.jobId());
            assertThat(cron.history()
                            .getExecutionHistory(CronExecutionHistoryQuery.builder(injection)
                                    .skillName(injection)
                                    .build())
                            .items())
                    .hasSize(1);
            cron.manager().pauseCronJob(job.jobId(), caller.because(injection));
            cron.manager().deleteCronJob(job.jobId(), caller);
            assertThatThrownBy(() -> cron.manager()
                            .listCronJobs(CronJobListQuery.builder(injection)
                                    .cursor(injection)
                                    .build()))
                    .isInstanceOf(InvalidQueryException.class);
        }
        itGoesOn();
    }

    @Test
    void idsOfAnotherOrganizationAreIdsThatDoNotExist() {
        var job = create("return", "surrogate");
        var waiting = cron.manager().triggerManualRun(create("wait", "").jobId(), ADA);
        var done = run(job, ADA);
        var id = job.jobId();

        assertThat(cron.manager().getCronJob(id, "rival")).isEmpty();
        assertThat(cron.history().getExecution(done.executionId(), "rival")).isEmpty();
        assertThat(cron.history().getRecentExecutions(id, "rival", 10)).isEmpty();
        assertThat(cron.manager()
                        .listCronJobs(CronJobListQuery.builder("rival").build())
                        .items())
                .isEmpty();
        assertThat(cron.history().getExecutionSummary(id, "rival", 1).outcomes().runs())
                .isZero();
        for (Runnable attempt : List.<Runnable>of(
                () -> cron.manager()
                        .updateCronJob(
                                id,
                                EVE,
                                UpdateCronJobRequest.builder().jobName("mine").build()),
                () -> cron.manager().deleteCronJob(id, EVE),
                () -> cron.manager().disableCronJob(id, EVE),
                () -> cron.manager().triggerManualRun(id, EVE),
                () -> cron.executor().executeJob(id, EVE),
                () -> cron.manager().getCronJobStats(id, "rival"))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(JobNotFoundException.class)
                    .hasMessageNotContaining(ORG);
        }
        assertThatThrownBy(() -> cron.executor().cancelExecution(waiting.executionId(), EVE))
                .isInstanceOf(ExecutionNotFoundException.class);
        cron.manager().createCronJob(request("0 3 1 1 *").build());
        var cursor = cron.manager()
                .listCronJobs(CronJobListQuery.builder(ORG).limit(1).build())
                .nextCursor();
        assertThatThrownBy(() -> cron.manager()
                        .listCronJobs(
                                CronJobListQuery.builder("rival").cursor(cursor).build()))
                .isInstanceOf(InvalidQueryException.class);
        assertThat(cron.manager().getCronJob(id, ORG))
                .contains(job.toBuilder()
                        .state(cron.manager().getCronJob(id, ORG).orElseThrow().state())
                        .build());
    }

    @Test
    void whatIsTooLongOrNoTextIsRefusedAndChangesNothing() {
        var tooLong = "x".repeat(256);
        for (var wrong : List.of(tooLong, LONE_SURROGATE, NUL, "\uDC00", "")) {
            refused(CreateCronJobRequest.builder(ORG, "ada", wrong, "0 3 1 1 *", "skill"));
            refused(CreateCronJobRequest.builder(ORG, wrong, "name", "0 3 1 1 *", "skill"));
            refused(CreateCronJobRequest.builder(wrong, "ada", "name", "0 3 1 1 *", "skill"));
            refused(CreateCronJobRequest.builder(ORG, "ada", "name", "0 3 1 1 *", wrong));
        }
        refused(request("0 3 1 1 *").description("x".repeat(4_001)));
        refused(request("0 3 1 1 *").description(NUL));
        refused(request("0 3 1 1 *").skillParams(Map.of("key", NUL)));
        refused(request("0 3 1 1 *").skillParams(Map.of(NUL, "value")));
        refused(request("0 3 1 1 *").skillParams(Map.of("deep", List.of(Map.of("key", LONE_SURROGATE)))));
        refused(request("0 3 1 1 *").skillParams(Map.of("key", "x".repeat(65_536))));
        assertThat(cron.manager()
                        .listCronJobs(CronJobListQuery.builder(ORG).build())
                        .items())
                .isEmpty();
        itGoesOn();
    }

    /** The longest of everything fits, whatever its characters take in bytes. */
    @Test
    void whatIsJustShortEnoughIsKept() {
        var longest = "\uD83D\uDE00".repeat(127) + "é";
        var job = cron.manager()
                .createCronJob(CreateCronJobRequest.builder(longest, longest, longest, "0 3 1 1 *", longest)
                        .jobKey(longest)
                        .description("\u20AC".repeat(4_000))
                        .skillParams(Map.of("key", "x".repeat(65_000)))
                        .build());
        assertThat(run(job, new Caller(longest, longest)).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(cron.manager().getCronJob(job.jobId(), longest).orElseThrow().skillParams())
                .isEqualTo(job.skillParams());
    }

    @Test
    void aResultThatCannotBeStoredIsRecordedWithTheReason() {
        for (var what : List.of("nul", "surrogate", "huge")) {
            var done = run(create("return", what), ADA);
            assertThat(done.status()).as(what).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(done.result()).as(what).containsEntry("truncated", true).containsKey("reason");
            assertThat(cron.history().getExecution(done.executionId(), ORG)).contains(done);
        }
        itGoesOn();
    }

    @Test
    void anErrorThatCannotBeStoredIsRecordedAsFarAsItCanBe() {
        for (var what : List.of("nul", "surrogate", "huge")) {
            var done = run(create("fail", what), ADA);
            assertThat(done.status()).as(what).isEqualTo(CronExecutionStatus.FAILED);
            assertThat(done.error()).as(what).isNotNull();
            assertThat(done.error().code()).isEqualTo("bad");
            assertThat(done.error().message().length()).as(what).isBetween(1, 16_384 + 200);
            assertThat(cron.history().getExecution(done.executionId(), ORG)).contains(done);
        }
        itGoesOn();
    }

    @Test
    void progressThatCannotBeStoredEndsNothing() {
        assertThat(run(create("progress", ""), ADA).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        itGoesOn();
    }

    /** It was valid when the job was created; the JDK was updated since. */
    @Test
    void aJobWhoseZoneIsGoneIsDisabledWithTheReasonAndTheOthersGoOn() {
        var broken = cron.manager()
                .createCronJob(request("* * * * * *").jobKey("broken").build());
        var fine = cron.manager()
                .createCronJob(request("* * * * * *").jobKey("fine").build());
        eventually()
                .until(() -> !cron.history()
                        .getRecentExecutions(broken.jobId(), ORG, 1)
                        .isEmpty());

        opened.database()
                .execute("UPDATE " + opened.database().schema()
                        + ".cron_jobs SET timezone = 'Mars/Olympus' WHERE job_key = 'broken'");

        eventually()
                .untilAsserted(() -> assertThat(cron.manager().getCronJob(broken.jobId(), ORG))
                        .hasValueSatisfying(job -> {
                            assertThat(job.status()).isEqualTo(CronJobStatus.DISABLED);
                            assertThat(job.statusReason()).contains("Mars/Olympus");
                        }));
        var seen = cron.history().getRecentExecutions(fine.jobId(), ORG, 1).get(0);
        eventually()
                .untilAsserted(() -> assertThat(cron.history().getRecentExecutions(fine.jobId(), ORG, 1))
                        .singleElement()
                        .satisfies(later -> assertThat(later.scheduledFor()).isAfter(seen.scheduledFor())));
        // Its history is still there, it can be looked at, run by hand, and repaired.
        assertThat(cron.history().getRecentExecutions(broken.jobId(), ORG, 10)).isNotEmpty();
        assertThat(run(broken, ADA).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThatThrownBy(() -> cron.manager().enableCronJob(broken.jobId(), ADA))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("Mars/Olympus");
        assertThat(cron.manager()
                        .updateCronJob(
                                broken.jobId(),
                                ADA,
                                UpdateCronJobRequest.builder()
                                        .timezone("Europe/Oslo")
                                        .enabled(true)
                                        .build())
                        .nextRun())
                .isNotNull();
    }

    private static String text(Object what) {
        return switch (String.valueOf(what)) {
            case "nul" -> NUL;
            case "surrogate" -> LONE_SURROGATE;
            case "huge" -> "é".repeat(300_000);
            default -> "fine";
        };
    }

    private CronJob create(String act, String what) {
        return cron.manager()
                .createCronJob(request("0 3 1 1 *")
                        .skillParams(Map.of("do", act, "what", what))
                        .build());
    }

    private static CreateCronJobRequest.Builder request(String schedule) {
        return CreateCronJobRequest.builder(ORG, "ada", "name", schedule, "skill");
    }

    private void refused(CreateCronJobRequest.Builder request) {
        assertThatThrownBy(() -> cron.manager().createCronJob(request.build()))
                .isInstanceOf(InvalidJobException.class)
                .satisfies(refused -> assertThat(refused.getMessage().length()).isLessThan(500));
    }

    private CronExecution run(CronJob job, Caller caller) {
        try {
            return cron.executor()
                    .executeJob(job.jobId(), caller)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private void itGoesOn() {
        var job = cron.manager()
                .createCronJob(CreateCronJobRequest.builder("other", "bob", "name", "0 3 1 1 *", "skill")
                        .build());
        assertThatCode(() -> run(job, new Caller("other", "bob"))).doesNotThrowAnyException();
        assertThat(cron.health().status()).isNotEqualTo(CronHealth.Status.DOWN);
    }
}
