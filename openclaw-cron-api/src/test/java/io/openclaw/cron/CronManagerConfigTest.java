package io.openclaw.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openclaw.cron.error.InvalidConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CronManagerConfigTest {

    @Test
    void hasTheDocumentedDefaults() {
        var config = CronManagerConfig.defaults();

        assertThat(config.enableAutoRecovery()).isTrue();
        assertThat(config.maxConcurrentJobs()).isEqualTo(10);
        assertThat(config.maxConcurrentPerSkill()).isEmpty();
        assertThat(config.maxConcurrentPerOrganization()).isZero();
        assertThat(config.defaultTimezone()).isEqualTo(ZoneOffset.UTC);
        assertThat(config.executionTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.retryAttempts()).isEqualTo(3);
        assertThat(config.retryDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.fireAhead()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(config.maxReserved()).isEqualTo(20_000);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.selfFenceAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.deadAfter()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.maxRecoveries()).isEqualTo(3);
        assertThat(config.misfireThreshold()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.runawayLimit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.retentionPerJob()).isZero();
        assertThat(config.outcomeQueue()).isEqualTo(10_000);
        assertThat(config.eventQueue()).isEqualTo(10_000);
        assertThat(config.limits())
                .isEqualTo(new CronLimits(255, 4_000, Duration.ofDays(7), 100, 64 * 1024, 256 * 1024, 16 * 1024));
    }

    @Test
    void namesEveryNodeDifferently() {
        assertThat(CronManagerConfig.defaults().nodeName())
                .isNotBlank()
                .isNotEqualTo(CronManagerConfig.defaults().nodeName());
    }

    @Test
    void keepsEveryValueThroughABuilder() {
        var config = new CronManagerConfig(
                false,
                2,
                Map.of("http-check", 5, "a=b", 2),
                3,
                ZoneId.of("Europe/Oslo"),
                Duration.ofSeconds(3),
                4,
                Duration.ofSeconds(5),
                "six",
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                9,
                Duration.ofSeconds(10),
                Duration.ofSeconds(11),
                Duration.ofSeconds(12),
                13,
                Duration.ofSeconds(14),
                Duration.ofSeconds(15),
                Duration.ofSeconds(16),
                Duration.ofDays(17),
                18,
                19,
                20,
                new CronLimits(20, 21, Duration.ofSeconds(22), 23, 24, 256, 257));

        assertThat(config.toBuilder().build()).isEqualTo(config);
        assertThat(config.limits().toBuilder().build()).isEqualTo(config.limits());
    }

    private static Arguments refused(String option, String reason, UnaryOperator<CronManagerConfig.Builder> change) {
        return Arguments.of(option, reason, change);
    }

    static List<Arguments> badOptions() {
        return List.of(
                refused("maxConcurrentJobs", "is 0; allowed are 1 to 100000", b -> b.maxConcurrentJobs(0)),
                refused("maxConcurrentJobs", "is 100001; allowed are 1 to 100000", b -> b.maxConcurrentJobs(100_001)),
                refused(
                        "maxConcurrentPerSkill.report",
                        "is 0; allowed are 1 to 1000000",
                        b -> b.maxConcurrentPerSkill(Map.of("report", 0))),
                refused("maxConcurrentPerOrganization", "is -1", b -> b.maxConcurrentPerOrganization(-1)),
                refused("retryAttempts", "is -1; allowed are 0 to 100", b -> b.retryAttempts(-1)),
                refused("retryAttempts", "is 101; allowed are 0 to 100", b -> b.retryAttempts(101)),
                refused("maxReserved", "is 0", b -> b.maxReserved(0)),
                refused("maxRecoveries", "is -1", b -> b.maxRecoveries(-1)),
                refused("outcomeQueue", "is 0", b -> b.outcomeQueue(0)),
                refused("eventQueue", "is 0", b -> b.eventQueue(0)),
                refused("nodeName.length", "is 0; allowed are 1 to 255", b -> b.nodeName("")),
                refused("nodeName.length", "is 256; allowed are 1 to 255", b -> b.nodeName("x".repeat(256))),
                refused(
                        "executionTimeout",
                        "is PT0S; allowed are PT1S to PT168H",
                        b -> b.executionTimeout(Duration.ZERO)),
                refused("executionTimeout", "is PT-1S", b -> b.executionTimeout(Duration.ofSeconds(-1))),
                refused(
                        "executionTimeout",
                        "is PT1.5S; allowed are whole seconds",
                        b -> b.executionTimeout(Duration.ofMillis(1_500))),
                refused(
                        "executionTimeout",
                        "is PT168H1S",
                        b -> b.executionTimeout(Duration.ofDays(7).plusSeconds(1))),
                refused("retryDelay", "is PT-0.001S", b -> b.retryDelay(Duration.ofMillis(-1))),
                refused("pollInterval", "is PT0.009S", b -> b.pollInterval(Duration.ofMillis(9))),
                refused("fireAhead", "is PT10M1S", b -> b.fireAhead(Duration.ofSeconds(601))),
                refused("heartbeat", "is PT0.049S", b -> b.heartbeat(Duration.ofMillis(49))),
                refused("misfireThreshold", "is PT0S", b -> b.misfireThreshold(Duration.ZERO)),
                refused("runawayLimit", "is PT-1S", b -> b.runawayLimit(Duration.ofSeconds(-1))),
                refused(
                        "shutdownGrace",
                        "is PT24H1S",
                        b -> b.shutdownGrace(Duration.ofDays(1).plusSeconds(1))),
                refused("retention", "is PT-24H", b -> b.retention(Duration.ofDays(-1))),
                refused("retentionPerJob", "is -1; allowed are 0 to 10000000", b -> b.retentionPerJob(-1)),
                refused("retentionPerJob", "is 10000001", b -> b.retentionPerJob(10_000_001)),
                refused(
                        "selfFenceAfter",
                        "is PT6S; it must be longer than heartbeat, PT6S",
                        b -> b.heartbeat(Duration.ofSeconds(6))),
                refused(
                        "deadAfter",
                        "is PT8S; it must be longer than selfFenceAfter, PT9S",
                        b -> b.selfFenceAfter(Duration.ofSeconds(9))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badOptions")
    void refusesAnOptionByItsNameWithItsValueAndWhatIsAllowed(
            String option, String reason, UnaryOperator<CronManagerConfig.Builder> change) {
        var builder = change.apply(CronManagerConfig.builder());

        var refused = catchThrowableOfType(InvalidConfigurationException.class, builder::build);

        assertThat(refused.option()).isEqualTo(option);
        assertThat(refused.reason()).startsWith(reason);
        assertThat(refused).hasMessage("Configuration is not valid: " + option + " " + refused.reason());
    }

    static List<Arguments> badLimits() {
        return List.of(
                Arguments.of("limits.nameLength", limits(b -> b.nameLength(256))),
                Arguments.of("limits.nameLength", limits(b -> b.nameLength(0))),
                Arguments.of("limits.descriptionLength", limits(b -> b.descriptionLength(-1))),
                Arguments.of("limits.maxTimeout", limits(b -> b.maxTimeout(Duration.ofDays(8)))),
                Arguments.of("limits.maxRetries", limits(b -> b.maxRetries(101))),
                Arguments.of("limits.parametersBytes", limits(b -> b.parametersBytes(1))),
                Arguments.of("limits.resultBytes", limits(b -> b.resultBytes(255))),
                Arguments.of("limits.errorBytes", limits(b -> b.errorBytes(255))));
    }

    private static CronLimits.Builder limits(UnaryOperator<CronLimits.Builder> change) {
        return change.apply(CronLimits.builder());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLimits")
    void refusesALimitByItsName(String option, CronLimits.Builder limits) {
        var refused = catchThrowableOfType(InvalidConfigurationException.class, limits::build);

        assertThat(refused.option()).isEqualTo(option);
        assertThat(refused.reason()).contains("allowed are");
    }

    @Test
    void measuresDefaultsByTheLimitsThatGoWithThem() {
        var strict = CronLimits.builder()
                .maxRetries(2)
                .maxTimeout(Duration.ofSeconds(60))
                .build();

        var retries = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> CronManagerConfig.builder().limits(strict).build());
        var timeout = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> CronManagerConfig.builder()
                        .limits(strict)
                        .retryAttempts(2)
                        .build());

        assertThat(retries).hasMessageContaining("retryAttempts is 3; allowed are 0 to 2");
        assertThat(timeout).hasMessageContaining("executionTimeout is PT5M; allowed are PT1S to PT1M");
    }

    @Test
    void takesTheOutermostAllowedValues() {
        var config = CronManagerConfig.builder()
                .maxConcurrentJobs(100_000)
                .retryAttempts(100)
                .executionTimeout(Duration.ofDays(7))
                .retryDelay(Duration.ZERO)
                .fireAhead(Duration.ZERO)
                .retention(Duration.ZERO)
                .shutdownGrace(Duration.ZERO)
                .runawayLimit(Duration.ZERO)
                .nodeName("x".repeat(255))
                .build();

        assertThat(config.retention()).isZero();
    }
}
