package io.openclaw.cron;

import io.openclaw.cron.error.InvalidConfigurationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link CronManagerConfig} from environment variables. */
final class EnvironmentSettings {
    private static final String PREFIX = "CRON_";
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    private final Map<String, String> environment;

    EnvironmentSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    CronManagerConfig read() {
        var config = CronManagerConfig.builder();
        set("ENABLE_AUTO_RECOVERY", this::bool, config::enableAutoRecovery);
        set("MAX_CONCURRENT_JOBS", this::integer, config::maxConcurrentJobs);
        set("MAX_CONCURRENT_PER_SKILL", this::limits, config::maxConcurrentPerSkill);
        set("MAX_CONCURRENT_PER_ORGANIZATION", this::integer, config::maxConcurrentPerOrganization);
        set("DEFAULT_TIMEZONE", this::zone, config::defaultTimezone);
        set("DEFAULT_TIMEOUT", this::seconds, config::executionTimeout);
        set("RETRY_ATTEMPTS", this::integer, config::retryAttempts);
        set("RETRY_DELAY", this::duration, config::retryDelay);
        set("NODE_NAME", text -> text, config::nodeName);
        set("POLL_INTERVAL", this::duration, config::pollInterval);
        set("FIRE_AHEAD", this::duration, config::fireAhead);
        set("MAX_RESERVED", this::integer, config::maxReserved);
        set("HEARTBEAT", this::duration, config::heartbeat);
        set("SELF_FENCE_AFTER", this::duration, config::selfFenceAfter);
        set("DEAD_AFTER", this::duration, config::deadAfter);
        set("MAX_RECOVERIES", this::integer, config::maxRecoveries);
        set("MISFIRE_THRESHOLD", this::duration, config::misfireThreshold);
        set("RUNAWAY_LIMIT", this::duration, config::runawayLimit);
        set("SHUTDOWN_GRACE", this::duration, config::shutdownGrace);
        set("RETENTION", this::duration, config::retention);
        set("RETENTION_PER_JOB", this::integer, config::retentionPerJob);
        set("OUTCOME_QUEUE", this::integer, config::outcomeQueue);
        set("EVENT_QUEUE", this::integer, config::eventQueue);
        return named(() -> config.limits(named(limits()::build)).build());
    }

    private CronLimits.Builder limits() {
        var limits = CronLimits.builder();
        set("LIMITS_NAME_LENGTH", this::integer, limits::nameLength);
        set("LIMITS_DESCRIPTION_LENGTH", this::integer, limits::descriptionLength);
        set("LIMITS_MAX_TIMEOUT", this::duration, limits::maxTimeout);
        set("LIMITS_MAX_RETRIES", this::integer, limits::maxRetries);
        set("LIMITS_PARAMETERS_BYTES", this::integer, limits::parametersBytes);
        set("LIMITS_RESULT_BYTES", this::integer, limits::resultBytes);
        set("LIMITS_ERROR_BYTES", this::integer, limits::errorBytes);
        return limits;
    }

    private <T> void set(String name, Function<String, @Nullable T> parse, Consumer<T> setting) {
        var text = environment.get(PREFIX + name);
        if (text == null || text.isBlank()) {
            return;
        }
        var value = parse.apply(text.strip());
        if (value == null) {
            throw new InvalidConfigurationException(PREFIX + name, "is '" + text.strip() + "'; " + expected(name));
        }
        setting.accept(value);
    }

    private static String expected(String name) {
        return switch (name) {
            case "ENABLE_AUTO_RECOVERY" -> "allowed are true and false";
            case "DEFAULT_TIMEZONE" -> "allowed are time zone names such as UTC or Europe/Oslo";
            case "MAX_CONCURRENT_PER_SKILL" -> "allowed are skills with their limits, such as http-check=5,report=2";
            case "DEFAULT_TIMEOUT" -> "allowed is a whole number of seconds";
            default -> "allowed is a whole number, or for a duration such as 500ms, 30s, 5m, 2h, 30d or PT1.5S";
        };
    }

    /** The record's own rules name its component; whoever set a variable wants to read the variable's name. */
    private static <T> T named(java.util.function.Supplier<T> build) {
        try {
            return build.get();
        } catch (InvalidConfigurationException refused) {
            throw refused.option().startsWith(PREFIX)
                    ? refused
                    : new InvalidConfigurationException(variable(refused.option()), refused.reason());
        }
    }

    private static String variable(String component) {
        if (component.startsWith("maxConcurrentPerSkill.")) {
            return "CRON_MAX_CONCURRENT_PER_SKILL";
        }
        return switch (component) {
            case "executionTimeout" -> "CRON_DEFAULT_TIMEOUT";
            case "nodeName.length" -> "CRON_NODE_NAME";
            default ->
                PREFIX
                        + component
                                .replace('.', '_')
                                .replaceAll("([A-Z])", "_$1")
                                .toUpperCase(Locale.ROOT);
        };
    }

    private @Nullable Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private @Nullable Integer integer(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private @Nullable Map<String, Integer> limits(String text) {
        var limits = new TreeMap<String, Integer>();
        for (var part : text.split(",", -1)) {
            // A skill's name may have an equals sign in it.
            var sign = part.lastIndexOf('=');
            var limit = sign < 0 ? null : integer(part.substring(sign + 1).strip());
            if (limit == null || limits.put(part.substring(0, sign).strip(), limit) != null) {
                return null;
            }
        }
        return limits;
    }

    private @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private @Nullable Duration seconds(String text) {
        var seconds = integer(text);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private @Nullable Duration duration(String text) {
        var parts = SHORT_DURATION.matcher(text);
        if (!parts.matches()) {
            return isoDuration(text);
        }
        var amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private @Nullable Duration isoDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notADuration) {
            return null;
        }
    }
}
