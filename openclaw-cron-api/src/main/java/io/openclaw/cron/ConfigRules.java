package io.openclaw.cron;

import io.openclaw.cron.error.InvalidConfigurationException;
import java.time.Duration;

/** What an option's value may be. */
final class ConfigRules {
    private ConfigRules() {}

    static void within(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidConfigurationException(option, "is " + value + "; allowed are " + min + " to " + max);
        }
    }

    static void within(String option, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new InvalidConfigurationException(option, "is " + value + "; allowed are " + min + " to " + max);
        }
    }

    static void wholeSeconds(String option, Duration value) {
        if (value.toNanosPart() != 0) {
            throw new InvalidConfigurationException(option, "is " + value + "; allowed are whole seconds");
        }
    }

    static void ascending(String option, Duration value, String next, Duration larger) {
        if (value.compareTo(larger) >= 0) {
            throw new InvalidConfigurationException(
                    next, "is " + larger + "; it must be longer than " + option + ", " + value);
        }
    }
}
