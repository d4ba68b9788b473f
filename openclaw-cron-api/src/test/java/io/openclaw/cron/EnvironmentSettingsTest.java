package io.openclaw.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.openclaw.cron.error.InvalidConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentSettingsTest {
    private static final Map<String, String> EVERY_OPTION = new TreeMap<>(Map.ofEntries(
            Map.entry("CRON_ENABLE_AUTO_RECOVERY", "false"),
            Map.entry("CRON_MAX_CONCURRENT_JOBS", "2"),
            Map.entry("CRON_MAX_CONCURRENT_PER_SKILL", "http-check=5, a=b=2"),
            Map.entry("CRON_MAX_CONCURRENT_PER_ORGANIZATION", "3"),
            Map.entry("CRON_DEFAULT_TIMEZONE", "Europe/Oslo"),
            Map.entry("CRON_DEFAULT_TIMEOUT", "3"),
            Map.entry("CRON_RETRY_ATTEMPTS", "4"),
            Map.entry("CRON_RETRY_DELAY", "5s"),
            Map.entry("CRON_NODE_NAME", "six"),
            Map.entry("CRON_POLL_INTERVAL", "700ms"),
            Map.entry("CRON_FIRE_AHEAD", "8s"),
            Map.entry("CRON_MAX_RESERVED", "9"),
            Map.entry("CRON_HEARTBEAT", "10s"),
            Map.entry("CRON_SELF_FENCE_AFTER", "11s"),
            Map.entry("CRON_DEAD_AFTER", "12s"),
            Map.entry("CRON_MAX_RECOVERIES", "13"),
            Map.entry("CRON_MISFIRE_THRESHOLD", "14m"),
            Map.entry("CRON_RUNAWAY_LIMIT", "15h"),
            Map.entry("CRON_SHUTDOWN_GRACE", "PT1.5S"),
            Map.entry("CRON_RETENTION", "17d"),
            Map.entry("CRON_RETENTION_PER_JOB", "18"),
            Map.entry("CRON_OUTCOME_QUEUE", "19"),
            Map.entry("CRON_EVENT_QUEUE", "20"),
            Map.entry("CRON_LIMITS_NAME_LENGTH", "20"),
            Map.entry("CRON_LIMITS_DESCRIPTION_LENGTH", "21"),
            Map.entry("CRON_LIMITS_MAX_TIMEOUT", "22s"),
            Map.entry("CRON_LIMITS_MAX_RETRIES", "23"),
            Map.entry("CRON_LIMITS_PARAMETERS_BYTES", "24"),
            Map.entry("CRON_LIMITS_RESULT_BYTES", "256"),
            Map.entry("CRON_LIMITS_ERROR_BYTES", "257")));

    @Test
    void readsEveryOption() {
        assertThat(CronManagerConfig.fromEnvironment(EVERY_OPTION))
                .isEqualTo(new CronManagerConfig(
                        false,
                        2,
                        Map.of("http-check", 5, "a=b", 2),
                        3,
                        ZoneId.of("Europe/Oslo"),
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(5),
                        "six",
                        Duration.ofMillis(700),
                        Duration.ofSeconds(8),
                        9,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(12),
                        13,
                        Duration.ofMinutes(14),
                        Duration.ofHours(15),
                        Duration.ofMillis(1_500),
                        Duration.ofDays(17),
                        18,
                        19,
                        20,
                        new CronLimits(20, 21, Duration.ofSeconds(22), 23, 24, 256, 257)));
    }

    @Test
    void keepsDefaultsForWhatIsAbsentOrBlankAndIgnoresTheRest() {
        var config = CronManagerConfig.fromEnvironment(
                Map.of("CRON_MAX_CONCURRENT_JOBS", " ", "CRON_RETENTION", "", "CRON_TAB", "x", "PATH", "/bin"));

        assertThat(config.toBuilder().nodeName("n").build())
                .isEqualTo(CronManagerConfig.builder().nodeName("n").build());
    }

    @Test
    void readsTheVariablesOfTheSeedSystem() {
        var config = CronManagerConfig.fromEnvironment(Map.of(
                "CRON_MAX_CONCURRENT_JOBS", "10",
                "CRON_DEFAULT_TIMEOUT", "300",
                "CRON_ENABLE_AUTO_RECOVERY", "true",
                "CRON_DEFAULT_TIMEZONE", "UTC"));

        assertThat(config.executionTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.defaultTimezone()).isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void doesNotMindBlanksAroundAValueOrTheCaseOfATruthValue() {
        var config = CronManagerConfig.fromEnvironment(
                Map.of("CRON_MAX_CONCURRENT_JOBS", " 7 ", "CRON_ENABLE_AUTO_RECOVERY", "False"));

        assertThat(config.maxConcurrentJobs()).isEqualTo(7);
        assertThat(config.enableAutoRecovery()).isFalse();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "CRON_ENABLE_AUTO_RECOVERY, yes, is 'yes'; allowed are true and false",
        "CRON_ENABLE_AUTO_RECOVERY, 1, is '1'; allowed are true and false",
        "CRON_MAX_CONCURRENT_PER_SKILL, report, is 'report'; allowed are skills with their limits",
        "CRON_MAX_CONCURRENT_PER_SKILL, report=many, is 'report=many'; allowed are skills with their limits",
        "CRON_MAX_CONCURRENT_PER_SKILL, report=0, is 0; allowed are 1 to 1000000",
        "CRON_DEFAULT_TIMEZONE, Europe/Olso, is 'Europe/Olso'; allowed are time zone names such as UTC or Europe/Oslo",
        "CRON_DEFAULT_TIMEOUT, 5m, is '5m'; allowed is a whole number of seconds",
        "CRON_DEFAULT_TIMEOUT, 0, is PT0S; allowed are PT1S to PT168H",
        "CRON_DEFAULT_TIMEOUT, 1.5, is '1.5'; allowed is a whole number of seconds",
        "CRON_MAX_CONCURRENT_JOBS, ten, is 'ten'; allowed is a whole number",
        "CRON_MAX_CONCURRENT_JOBS, 99999999999, is '99999999999'; allowed is a whole number",
        "CRON_MAX_CONCURRENT_JOBS, 0, is 0; allowed are 1 to 100000",
        "CRON_RETRY_ATTEMPTS, -1, is -1; allowed are 0 to 100",
        "CRON_RETRY_DELAY, soon, is 'soon'; allowed is a whole number",
        "CRON_RETRY_DELAY, 10, is '10'; allowed is a whole number",
        "CRON_RETENTION, 999999999999d, is PT23999999999976H; allowed are PT0S to PT876000H",
        "CRON_RETENTION, 9999999999999d, is '9999999999999d'; allowed is a whole number",
        "CRON_HEARTBEAT, 0s, is PT0S; allowed are PT0.05S to PT1H",
        "CRON_LIMITS_NAME_LENGTH, 300, is 300; allowed are 1 to 255",
        "CRON_LIMITS_MAX_TIMEOUT, 8d, is PT192H; allowed are PT1S to PT168H",
        "CRON_LIMITS_RESULT_BYTES, 64KiB, is '64KiB'; allowed is a whole number",
        "CRON_DEAD_AFTER, 5s, 'is PT5S; it must be longer than selfFenceAfter, PT6S'",
        "CRON_HEARTBEAT, 2h, is PT2H; allowed are PT0.05S to PT1H"
    })
    void namesTheVariableOfABadValue(String variable, String value, String reason) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> CronManagerConfig.fromEnvironment(Map.of(variable, value)));

        assertThat(refused.option()).isEqualTo(variable);
        assertThat(refused.reason()).startsWith(reason);
    }

    @Test
    void namesTheVariableOfANodeNameThatIsTooLong() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> CronManagerConfig.fromEnvironment(Map.of("CRON_NODE_NAME", "x".repeat(256))));

        assertThat(refused.option()).isEqualTo("CRON_NODE_NAME");
    }

    static Stream<String> everyVariable() {
        return EVERY_OPTION.keySet().stream().filter(name -> !name.equals("CRON_NODE_NAME"));
    }

    @ParameterizedTest
    @MethodSource("everyVariable")
    void refusesNonsenseInEveryVariable(String variable) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> CronManagerConfig.fromEnvironment(Map.of(variable, "nonsense")));

        assertThat(refused).hasMessageContaining(variable + " is 'nonsense'; allowed");
    }

    @Test
    void hasAVariableForEveryOption() {
        var options = Stream.of(CronManagerConfig.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !name.equals("limits"))
                .map(name -> name.equals("executionTimeout") ? "defaultTimeout" : name);
        var limits =
                Stream.of(CronLimits.class.getRecordComponents()).map(component -> "limits_" + component.getName());

        assertThat(Stream.concat(options, limits)
                        .map(name -> "CRON_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(EVERY_OPTION.keySet());
    }
}
