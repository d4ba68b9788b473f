package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ORG;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronLimits;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.error.InvalidJobException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRulesTest {
    private static final String LONG = "x".repeat(256);
    private static final String GRIN = "\uD83D\uDE00";

    private final ManagedStore managed = new ManagedStore();

    private static Arguments rule(String field, String reason, CreateCronJobRequest request) {
        return Arguments.of(field, reason, request);
    }

    private static Arguments optional(String field, String reason, UnaryOperator<CreateCronJobRequest.Builder> change) {
        return rule(field, reason, change.apply(aJob()).build());
    }

    private static CreateCronJobRequest required(
            String organization, String user, String name, String schedule, String skill) {
        return CreateCronJobRequest.builder(organization, user, name, schedule, skill)
                .build();
    }

    static Stream<Arguments> badText() {
        return Stream.of(
                        Arguments.of(null, "is missing; allowed are 1 to 255 characters"),
                        Arguments.of("", "is blank; allowed are 1 to 255 characters"),
                        Arguments.of(" \t\u2003", "is blank; allowed are 1 to 255 characters"),
                        Arguments.of(LONG, "has 256 characters and begins with '" + "x".repeat(40) + "…'; at most 255"),
                        Arguments.of(GRIN.repeat(128), "has 256 characters and begins with '" + GRIN.repeat(40) + "…'"),
                        Arguments.of(
                                "nul\u0000",
                                "is 'nul\uFFFD' with the control character U+0000 at offset 3; control characters are not"),
                        Arguments.of("two\nlines", "is 'two\uFFFDlines' with the control character U+000A at offset 3"),
                        Arguments.of("c1\u0085", "is 'c1\uFFFD' with the control character U+0085 at offset 2"),
                        Arguments.of("sep\u2028", "is 'sep\uFFFD' with the control character U+2028 at offset 3"),
                        Arguments.of("half\uD83D", "is 'half\uFFFD' with half of a surrogate pair at offset 4"),
                        Arguments.of("\uDE00\uD83D", "is '\uFFFD\uFFFD' with half of a surrogate pair at offset 0"))
                .map(text -> text);
    }

    static Stream<Arguments> badNames() {
        return badText().map(Arguments::get).flatMap(text -> {
            var value = (String) text[0];
            var reason = (String) text[1];
            return Stream.of(
                    rule("organizationId", reason, required(value, "ann", "Job", "* * * * *", "report")),
                    rule("userId", reason, required(ORG, value, "Job", "* * * * *", "report")),
                    rule("jobName", reason, required(ORG, "ann", value, "* * * * *", "report")),
                    rule("skillName", reason, required(ORG, "ann", "Job", "* * * * *", value)));
        });
    }

    static Stream<Arguments> badKeys() {
        return badText()
                .map(Arguments::get)
                .filter(text -> text[0] != null)
                .map(text -> optional("jobKey", (String) text[1], b -> b.jobKey((String) text[0])));
    }

    static List<Arguments> badValues() {
        var itself = new HashMap<String, Object>();
        itself.put("self", itself);
        return List.of(
                rule("schedule", "is missing; allowed is a cron", required(ORG, "ann", "Job", null, "report")),
                rule(
                        "schedule",
                        "is '0 0 30 2 *', which never fires; allowed is one that fires some day",
                        aJob("0 0 30 2 *").build()),
                rule(
                        "skillName",
                        "is 'reprot', which is not known here; known are mail, report",
                        required(ORG, "ann", "Job", "* * * * *", "reprot")),
                optional("timezone", "is 'Europe/Olso': no such time zone; ", b -> b.timezone("Europe/Olso")),
                optional(
                        "timezone",
                        "is 'europe/oslo': no such time zone; did you mean Europe/Oslo? ",
                        b -> b.timezone("europe/oslo")),
                optional("timezone", "is '': the time zone is empty", b -> b.timezone("")),
                optional("timezone", "is '+25:00': no such time zone", b -> b.timezone("+25:00")),
                optional("timezone", "is '" + "Z".repeat(40) + "…': ", b -> b.timezone("Z".repeat(1_000))),
                optional("description", "has 4001 characters", b -> b.description("x".repeat(4_001))),
                optional(
                        "description",
                        "is 'a\uFFFD' with the control character U+0000 at offset 1; line breaks and tabs are allowed",
                        b -> b.description("a\u0000")),
                optional("description", "is '\uFFFD' with half of a surrogate pair", b -> b.description("\uDC00")),
                optional("priority", "is -1; allowed are 0 to 9", b -> b.priority(-1)),
                optional("priority", "is 10; allowed are 0 to 9", b -> b.priority(10)),
                optional("maxRetries", "is -1; allowed are 0 to 100", b -> b.maxRetries(-1)),
                optional("maxRetries", "is 101; allowed are 0 to 100", b -> b.maxRetries(101)),
                optional("timeoutSeconds", "is 0; allowed are 1 to 604800", b -> b.timeoutSeconds(0)),
                optional("timeoutSeconds", "is -5; allowed are 1 to 604800", b -> b.timeoutSeconds(-5)),
                optional("timeoutSeconds", "is 604801; allowed are", b -> b.timeoutSeconds(604_801)),
                optional("timeoutSeconds", "is 2147483647; allowed", b -> b.timeoutSeconds(Integer.MAX_VALUE)),
                optional("policies", "is missing; ", b -> b.policies(null)),
                optional(
                        "policies.misfire",
                        "is missing; allowed are FIRE_ONCE, FIRE_ALL, SKIP",
                        b -> b.misfirePolicy(null)),
                optional(
                        "policies.overlap",
                        "is missing; allowed are SKIP, QUEUE, ALLOW, REPLACE",
                        b -> b.overlapPolicy(null)),
                optional("policies.recovery", "is missing; allowed are RERUN, FAIL", b -> b.recoveryPolicy(null)),
                optional("skillParams", "is missing; an empty map", b -> b.skillParams(null)),
                optional(
                        "skillParams.items[3].when",
                        "is a java.util.Date; allowed are strings, booleans, numbers, null",
                        b -> b.skillParams(Map.of("items", List.of(1, 2, 3, Map.of("when", new Date(0)))))),
                optional("skillParams.x", "is NaN; allowed are finite", b -> b.skillParams(Map.of("x", Double.NaN))),
                optional("skillParams.self", "contains itself; allowed", b -> b.skillParams(itself)),
                optional(
                        "skillParams",
                        "has a key that is null; allowed are text keys",
                        b -> b.skillParams(Collections.singletonMap(null, 1))),
                optional("skillParams.x", "holds the character U+0000", b -> b.skillParams(Map.of("x", "\u0000"))),
                optional(
                        "skillParams",
                        "is larger than 65536 bytes as JSON, which is the most that is allowed",
                        b -> b.skillParams(Map.of("x", "y".repeat(65_536)))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"badNames", "badKeys", "badValues"})
    void refusesAJobThatBreaksARuleAndLeavesNothingBehind(String field, String reason, CreateCronJobRequest request) {
        var refused = catchThrowableOfType(InvalidJobException.class, () -> managed.manager.createCronJob(request));

        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.reason()).startsWith(reason);
        assertThat(refused).hasMessage("Job is not valid: " + field + " " + refused.reason());
        assertNothingHappened();
    }

    private static Arguments change(String field, String reason, UnaryOperator<UpdateCronJobRequest.Builder> change) {
        return Arguments.of(
                field, reason, change.apply(UpdateCronJobRequest.builder()).build());
    }

    static Stream<Arguments> badChanges() {
        var names = badText()
                .map(Arguments::get)
                .filter(text -> text[0] != null)
                .flatMap(text -> {
                    var value = (String) text[0];
                    var reason = (String) text[1];
                    return Stream.of(
                            change("jobName", reason, b -> b.jobName(value)),
                            change("skillName", reason, b -> b.skillName(value)),
                            // An empty key takes the key away.
                            change(
                                    "jobKey",
                                    value.isEmpty() ? "is blank" : reason,
                                    b -> b.jobKey(value.isEmpty() ? " " : value)));
                });
        return Stream.concat(
                names,
                Stream.of(
                        change("schedule", "is '0 0 31 4 *', which never fires", b -> b.schedule("0 0 31 4 *")),
                        change("skillName", "is 'x', which is not known here; known", b -> b.skillName("x")),
                        change("timezone", "is 'Mars': no such time zone", b -> b.timezone("Mars")),
                        change("description", "has 4001 characters", b -> b.description("x".repeat(4_001))),
                        change("priority", "is 10; allowed are 0 to 9", b -> b.priority(10)),
                        change("maxRetries", "is 101; allowed are 0 to 100", b -> b.maxRetries(101)),
                        change("timeoutSeconds", "is 0; allowed are 1 to", b -> b.timeoutSeconds(0)),
                        change("skillParams.d", "is a java.util.Date", b -> b.skillParams(Map.of("d", new Date(0)))),
                        change("skillParams", "is larger than", b -> b.skillParams(Map.of("x", "y".repeat(65_536))))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badChanges")
    void refusesAChangeThatBreaksARuleAndLeavesTheJobAsItWas(
            String field, String reason, UpdateCronJobRequest request) {
        var job = managed.create(aJob().jobKey("key").description("text"));

        var refused = catchThrowableOfType(
                InvalidJobException.class, () -> managed.manager.updateCronJob(job.jobId(), ANN, request));

        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.reason()).startsWith(reason);
        assertThat(managed.stored(job)).isEqualTo(job);
        assertNothingHappened(job);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "every day",
                "* * * *",
                "61 * * * *",
                "* * * * * * *",
                "@reboot",
                "0 0 * * MON-FRI/",
                "\u0000"
            })
    void refusesAnExpressionThatBreaksTheGrammar(String expression) {
        assertThatThrownBy(() -> managed.manager.createCronJob(aJob(expression).build()))
                .isInstanceOf(InvalidCronExpressionException.class)
                .hasMessageContaining("position");
        assertNothingHappened();
    }

    @Test
    void refusesAnExpressionThatIsTooLongWithoutReadingIt() {
        assertThatThrownBy(() -> managed.manager.createCronJob(
                        aJob("1,".repeat(1_000_000) + "2 * * * *").build()))
                .isInstanceOf(InvalidCronExpressionException.class)
                .hasMessageContaining("at most 255 are allowed");
        assertNothingHappened();
    }

    @Test
    void neverShowsParameters() {
        var request = aJob().skillParams(Map.of("password", Arrays.asList("hunter2", new StringBuilder("s3cret"))));

        assertThatThrownBy(() -> managed.manager.createCronJob(request.build()))
                .hasMessageContaining("skillParams.password[1]")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("s3cret");
    }

    static List<Arguments> badCallers() {
        return List.of(
                Arguments.of("caller.organizationId", "is missing; ", new Caller(null, "ann")),
                Arguments.of("caller.organizationId", "is blank; ", new Caller(" ", "ann")),
                Arguments.of("caller.organizationId", "is 'a\uFFFD'", new Caller("a\u0000", "ann")),
                Arguments.of("caller.userId", "is missing; ", new Caller(ORG, null)),
                Arguments.of("caller.userId", "is blank; ", new Caller(ORG, "")),
                Arguments.of("caller.userId", "has 256 characters", new Caller(ORG, LONG)),
                Arguments.of("caller.reason", "has 4001 characters", ANN.because("x".repeat(4_001))),
                Arguments.of("caller.reason", "is '\uFFFD' with the control", ANN.because("\u0007")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badCallers")
    void refusesACallerThatCannotBeWrittenDown(String field, String reason, Caller caller) {
        var job = managed.create(aJob());
        for (var call : CallsOfManager.changing(managed, job.jobId(), caller)) {
            var refused = catchThrowableOfType(InvalidJobException.class, call);

            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.reason()).startsWith(reason);
        }
        assertThat(managed.stored(job)).isEqualTo(job);
        assertNothingHappened(job);
    }

    @Test
    void saysWhichArgumentIsNull() {
        var id = new UUID(0, 1);
        var request = UpdateCronJobRequest.builder().build();

        var calls = Map.<String, ThrowingCallable>ofEntries(
                Map.entry("request of create", () -> managed.manager.createCronJob(null)),
                Map.entry("requests", () -> managed.manager.createCronJobs(null)),
                Map.entry("jobId", () -> managed.manager.getCronJob(null, ORG)),
                Map.entry("organizationId", () -> managed.manager.getCronJob(id, null)),
                Map.entry("request of update", () -> managed.manager.updateCronJob(id, ANN, null)),
                Map.entry("caller of update", () -> managed.manager.updateCronJob(id, null, request)),
                Map.entry("jobId of delete", () -> managed.manager.deleteCronJob(null, ANN)),
                Map.entry("query", () -> managed.manager.listCronJobs(null)),
                Map.entry("caller of run", () -> managed.manager.triggerManualRun(id, null)),
                Map.entry("organizationId of stats", () -> managed.manager.getCronJobStats(id, null)),
                Map.entry("executionId", () -> managed.cancellations.cancel(null, ANN)),
                Map.entry("caller of cancel", () -> managed.cancellations.cancel(id, null)));

        calls.forEach((argument, call) -> assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(argument.split(" ")[0] + " is null"));
    }

    @Test
    void takesTheOutermostAllowedValues() {
        var job = managed.manager.createCronJob(CreateCronJobRequest.builder(
                        "o".repeat(255), "u".repeat(255), "n".repeat(255), "* * * * *", "report")
                .jobKey("k".repeat(255))
                .description("line\r\n\ttab" + "x".repeat(3_990))
                .priority(9)
                .maxRetries(100)
                .timeoutSeconds(604_800)
                .skillParams(Map.of("x", "y".repeat(65_536 - "{\"x\":\"\"}".length())))
                .build());

        assertThat(job.priority()).isEqualTo(9);
        assertThat(job.description()).hasSize(4_000);
        assertThat(managed.stored(job)).isEqualTo(job);
    }

    @Test
    void takesNamesInAnyScript() {
        var job = managed.create(aJob().jobKey("ключ " + GRIN));

        assertThat(job.jobKey()).isEqualTo("ключ " + GRIN);
    }

    @Test
    void goesByTheLimitsOfItsConfiguration() {
        var strict = new ManagedStore(CronManagerConfig.builder()
                .limits(CronLimits.builder()
                        .nameLength(10)
                        .descriptionLength(0)
                        .maxTimeout(Duration.ofMinutes(5))
                        .maxRetries(3)
                        .parametersBytes(2)
                        .build())
                .build());

        assertThat(strict.create(aJob()).maxRetries()).isEqualTo(3);
        assertThatThrownBy(() -> strict.create(aJob().jobKey("x".repeat(11))))
                .hasMessageContaining("jobKey has 11 characters")
                .hasMessageContaining("at most 10 are allowed");
        assertThatThrownBy(() -> strict.create(aJob().description("x"))).hasMessageContaining("at most 0");
        assertThatThrownBy(() -> strict.create(aJob().timeoutSeconds(301))).hasMessageContaining("1 to 300");
        assertThatThrownBy(() -> strict.create(aJob().maxRetries(4))).hasMessageContaining("0 to 3");
        assertThatThrownBy(() -> strict.create(aJob().skillParams(Map.of("a", 1))))
                .hasMessageContaining("larger than 2 bytes");
    }

    @Test
    void namesTheFirstTenOfManyKnownSkills() {
        for (var skill = 0; skill < 20; skill++) {
            managed.skills.add("skill-" + (char) ('a' + skill));
        }

        assertThatThrownBy(() -> managed.create(CreateCronJobRequest.builder(ORG, "ann", "Job", "* * * * *", "x")))
                .hasMessageContaining("known are mail, report, skill-a, skill-b")
                .hasMessageEndingWith("skill-h and 12 more");
    }

    @Test
    void refusesEverySkillIfNoneIsKnown() {
        managed.skills.clear();

        assertThatThrownBy(() -> managed.create(aJob())).hasMessageContaining("not known here; no skill is");
    }

    @Test
    void keepsPoliciesAsTheyAre() {
        var policies = new JobPolicies(MisfirePolicy.SKIP, OverlapPolicy.REPLACE, RecoveryPolicy.FAIL, true);

        assertThat(managed.create(aJob().policies(policies)).policies()).isEqualTo(policies);
    }

    private void assertNothingHappened(Object... stillThere) {
        assertThat(managed.writes).isEmpty();
        assertThat(managed.contents()).containsExactly(stillThere);
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.heardNothing()).isTrue();
    }
}
