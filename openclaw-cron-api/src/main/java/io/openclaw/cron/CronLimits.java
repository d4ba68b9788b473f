package io.openclaw.cron;

import java.time.Duration;

/**
 * How large things may be. What is over a limit is refused when it comes from a caller, and is cut, saying so, when
 * it comes from a skill.
 *
 * @param nameLength the most characters of a job name, job key, skill name, organization or user
 * @param descriptionLength the most characters of a description
 * @param maxTimeout the longest timeout of an attempt; the shortest is 1 s
 * @param maxRetries the most retries of a job
 * @param parametersBytes the most bytes of a job's parameters, as JSON in UTF-8
 * @param resultBytes the most bytes of a result, as JSON in UTF-8
 * @param errorBytes the most bytes of an error's message, and of its stack trace, in UTF-8
 */
public record CronLimits(
        int nameLength,
        int descriptionLength,
        Duration maxTimeout,
        int maxRetries,
        int parametersBytes,
        int resultBytes,
        int errorBytes) {

    /** Checks every limit: throws {@link io.openclaw.cron.error.InvalidConfigurationException}. */
    public CronLimits {
        ConfigRules.within("limits.nameLength", nameLength, 1, 255);
        ConfigRules.within("limits.descriptionLength", descriptionLength, 0, 1_000_000);
        ConfigRules.within("limits.maxTimeout", maxTimeout, Duration.ofSeconds(1), Duration.ofDays(7));
        ConfigRules.within("limits.maxRetries", maxRetries, 0, 100);
        ConfigRules.within("limits.parametersBytes", parametersBytes, 2, 16 * 1024 * 1024);
        ConfigRules.within("limits.resultBytes", resultBytes, 256, 16 * 1024 * 1024);
        ConfigRules.within("limits.errorBytes", errorBytes, 256, 1024 * 1024);
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder()
                .nameLength(nameLength)
                .descriptionLength(descriptionLength)
                .maxTimeout(maxTimeout)
                .maxRetries(maxRetries)
                .parametersBytes(parametersBytes)
                .resultBytes(resultBytes)
                .errorBytes(errorBytes);
    }

    /** The defaults: 255, 4,000, 7 days, 100, 64 KiB, 256 KiB, 16 KiB. */
    public static final CronLimits DEFAULT = builder().build();

    /** Collects the values of a {@link CronLimits}; not thread-safe. */
    public static final class Builder {
        private int nameLength = 255;
        private int descriptionLength = 4_000;
        private Duration maxTimeout = Duration.ofDays(7);
        private int maxRetries = 100;
        private int parametersBytes = 64 * 1024;
        private int resultBytes = 256 * 1024;
        private int errorBytes = 16 * 1024;

        private Builder() {}

        /** Sets {@link CronLimits#nameLength}. */
        public Builder nameLength(int nameLength) {
            this.nameLength = nameLength;
            return this;
        }

        /** Sets {@link CronLimits#descriptionLength}. */
        public Builder descriptionLength(int descriptionLength) {
            this.descriptionLength = descriptionLength;
            return this;
        }

        /** Sets {@link CronLimits#maxTimeout}. */
        public Builder maxTimeout(Duration maxTimeout) {
            this.maxTimeout = maxTimeout;
            return this;
        }

        /** Sets {@link CronLimits#maxRetries}. */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /** Sets {@link CronLimits#parametersBytes}. */
        public Builder parametersBytes(int parametersBytes) {
            this.parametersBytes = parametersBytes;
            return this;
        }

        /** Sets {@link CronLimits#resultBytes}. */
        public Builder resultBytes(int resultBytes) {
            this.resultBytes = resultBytes;
            return this;
        }

        /** Sets {@link CronLimits#errorBytes}. */
        public Builder errorBytes(int errorBytes) {
            this.errorBytes = errorBytes;
            return this;
        }

        /** The finished record. */
        public CronLimits build() {
            return new CronLimits(
                    nameLength, descriptionLength, maxTimeout, maxRetries, parametersBytes, resultBytes, errorBytes);
        }
    }
}
