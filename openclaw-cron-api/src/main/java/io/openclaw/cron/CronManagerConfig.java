package io.openclaw.cron;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/**
 * The settings of the library, with defaults that suit most hosts. Immutable; build one with {@link #builder()} or
 * {@link #fromEnvironment}.
 *
 * <p>Options that contradict each other, such as {@code heartbeat < selfFenceAfter < deadAfter} not holding, are
 * refused by name.
 *
 * @param enableAutoRecovery whether fires that were due while no node was alive are made up for by the misfire
 *     policy of their jobs; otherwise they are recorded as skipped
 * @param maxConcurrentJobs how many skills run at once on this node, 1 to 100,000
 * @param maxConcurrentPerSkill how many executions of a skill all nodes together may run at once, by the skill's name; other
 *     skills have no limit. The same on all nodes
 * @param maxConcurrentPerOrganization how many executions of an organization all nodes together may run at once, 0 for
 *     no limit. The same on all nodes
 * @param defaultTimezone the time zone of jobs that name none
 * @param executionTimeout how long one attempt may take where the job does not say, in whole seconds
 * @param retryAttempts how many attempts may follow a failed first one where the job does not say
 * @param retryDelay how long before the first retry; doubled with each further one up to 30 s, and varied by 20 %
 *     either way
 * @param nodeName the name of this node, 1 to 255 characters; no two live nodes of one store may share it
 * @param pollInterval how often to look for work when nothing tells of any
 * @param fireAhead how long before its fire a job is reserved; 0 for not at all
 * @param maxReserved how many executions to hold ahead of their fires
 * @param heartbeat how often to tell the store that this node is alive
 * @param selfFenceAfter how long without a good beat until this node interrupts what it runs
 * @param deadAfter how long without a good beat until others take over what this node runs
 * @param maxRecoveries how often an execution is run again because its node died
 * @param misfireThreshold how late a fire may be claimed and still run normally
 * @param runawayLimit how long after its interruption a skill that does not end is waited for
 * @param shutdownGrace how long closing waits for what runs before it interrupts
 * @param retention how long executions are kept after their end; statistics stay; 0 keeps them for ever
 * @param retentionPerJob how many executions of a job are kept at most, its newest; statistics stay; 0 keeps all
 * @param outcomeQueue how many outcomes may wait to be recorded; then workers wait
 * @param eventQueue how many events may wait for one publisher; then the oldest are dropped, progress first
 * @param limits how large names, parameters, results and the like may be
 */
public record CronManagerConfig(
        boolean enableAutoRecovery,
        int maxConcurrentJobs,
        Map<String, Integer> maxConcurrentPerSkill,
        int maxConcurrentPerOrganization,
        ZoneId defaultTimezone,
        Duration executionTimeout,
        int retryAttempts,
        Duration retryDelay,
        String nodeName,
        Duration pollInterval,
        Duration fireAhead,
        int maxReserved,
        Duration heartbeat,
        Duration selfFenceAfter,
        Duration deadAfter,
        int maxRecoveries,
        Duration misfireThreshold,
        Duration runawayLimit,
        Duration shutdownGrace,
        Duration retention,
        int retentionPerJob,
        int outcomeQueue,
        int eventQueue,
        CronLimits limits) {

    /** Checks every option: throws {@link io.openclaw.cron.error.InvalidConfigurationException}. */
    public CronManagerConfig {
        ConfigRules.within("maxConcurrentJobs", maxConcurrentJobs, 1, 100_000);
        maxConcurrentPerSkill = Map.copyOf(maxConcurrentPerSkill);
        maxConcurrentPerSkill.forEach(
                (skill, limit) -> ConfigRules.within("maxConcurrentPerSkill." + skill, limit, 1, 1_000_000));
        ConfigRules.within("maxConcurrentPerOrganization", maxConcurrentPerOrganization, 0, 1_000_000);
        ConfigRules.within("retryAttempts", retryAttempts, 0, limits.maxRetries());
        ConfigRules.within("maxReserved", maxReserved, 1, 1_000_000);
        ConfigRules.within("maxRecoveries", maxRecoveries, 0, 1_000);
        ConfigRules.within("outcomeQueue", outcomeQueue, 1, 10_000_000);
        ConfigRules.within("eventQueue", eventQueue, 1, 10_000_000);
        ConfigRules.within("nodeName.length", nodeName.length(), 1, 255);
        ConfigRules.wholeSeconds("executionTimeout", executionTimeout);
        ConfigRules.within("executionTimeout", executionTimeout, Duration.ofSeconds(1), limits.maxTimeout());
        ConfigRules.within("retryDelay", retryDelay, Duration.ZERO, Duration.ofDays(1));
        ConfigRules.within("pollInterval", pollInterval, Duration.ofMillis(10), Duration.ofHours(1));
        ConfigRules.within("fireAhead", fireAhead, Duration.ZERO, Duration.ofMinutes(10));
        ConfigRules.within("heartbeat", heartbeat, Duration.ofMillis(50), Duration.ofHours(1));
        ConfigRules.within("misfireThreshold", misfireThreshold, Duration.ofSeconds(1), Duration.ofDays(365));
        ConfigRules.within("runawayLimit", runawayLimit, Duration.ZERO, Duration.ofDays(7));
        ConfigRules.within("shutdownGrace", shutdownGrace, Duration.ZERO, Duration.ofDays(1));
        ConfigRules.within("retention", retention, Duration.ZERO, Duration.ofDays(36_500));
        ConfigRules.within("retentionPerJob", retentionPerJob, 0, 10_000_000);
        ConfigRules.ascending("heartbeat", heartbeat, "selfFenceAfter", selfFenceAfter);
        ConfigRules.ascending("selfFenceAfter", selfFenceAfter, "deadAfter", deadAfter);
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with these values, to change some of them. */
    public Builder toBuilder() {
        return new Builder()
                .enableAutoRecovery(enableAutoRecovery)
                .maxConcurrentJobs(maxConcurrentJobs)
                .maxConcurrentPerSkill(maxConcurrentPerSkill)
                .maxConcurrentPerOrganization(maxConcurrentPerOrganization)
                .defaultTimezone(defaultTimezone)
                .executionTimeout(executionTimeout)
                .retryAttempts(retryAttempts)
                .retryDelay(retryDelay)
                .nodeName(nodeName)
                .pollInterval(pollInterval)
                .fireAhead(fireAhead)
                .maxReserved(maxReserved)
                .heartbeat(heartbeat)
                .selfFenceAfter(selfFenceAfter)
                .deadAfter(deadAfter)
                .maxRecoveries(maxRecoveries)
                .misfireThreshold(misfireThreshold)
                .runawayLimit(runawayLimit)
                .shutdownGrace(shutdownGrace)
                .retention(retention)
                .retentionPerJob(retentionPerJob)
                .outcomeQueue(outcomeQueue)
                .eventQueue(eventQueue)
                .limits(limits);
    }

    /** All defaults, and a node name made of the host's name and a random suffix. */
    public static CronManagerConfig defaults() {
        return builder().build();
    }

    /**
     * Reads settings from environment variables; those that are absent or blank keep their defaults.
     *
     * <p>{@code CRON_MAX_CONCURRENT_JOBS}, {@code CRON_DEFAULT_TIMEOUT} (seconds), {@code CRON_ENABLE_AUTO_RECOVERY}
     * ({@code true} or {@code false}), {@code CRON_DEFAULT_TIMEZONE}, {@code CRON_MAX_CONCURRENT_PER_SKILL} ({@code
     * http-check=5,report=2}); every other option has the name of its component
     * in capitals: {@code CRON_POLL_INTERVAL}, {@code CRON_RETRY_ATTEMPTS}, {@code CRON_LIMITS_RESULT_BYTES}. Durations
     * are written {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 30d} or as ISO 8601 ({@code PT1.5S}).
     *
     * @param environment the variables, such as {@link System#getenv()}; others than these are ignored
     * @return the settings
     * @throws io.openclaw.cron.error.InvalidConfigurationException if a value cannot be used; it names the variable
     */
    public static CronManagerConfig fromEnvironment(Map<String, String> environment) {
        return new EnvironmentSettings(environment).read();
    }

    private static String defaultNodeName() {
        var host = System.getenv("HOSTNAME");
        var prefix = host == null || host.isBlank() ? "node" : host.substring(0, Math.min(host.length(), 200));
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Collects the values of a {@link CronManagerConfig}; not thread-safe. */
    public static final class Builder {
        private boolean enableAutoRecovery = true;
        private int maxConcurrentJobs = 10;
        private Map<String, Integer> maxConcurrentPerSkill = Map.of();
        private int maxConcurrentPerOrganization = 0;
        private ZoneId defaultTimezone = ZoneOffset.UTC;
        private Duration executionTimeout = Duration.ofMinutes(5);
        private int retryAttempts = 3;
        private Duration retryDelay = Duration.ofSeconds(1);
        private String nodeName = defaultNodeName();
        private Duration pollInterval = Duration.ofSeconds(1);
        private Duration fireAhead = Duration.ofMillis(1500);
        private int maxReserved = 20_000;
        private Duration heartbeat = Duration.ofSeconds(2);
        private Duration selfFenceAfter = Duration.ofSeconds(6);
        private Duration deadAfter = Duration.ofSeconds(8);
        private int maxRecoveries = 3;
        private Duration misfireThreshold = Duration.ofSeconds(30);
        private Duration runawayLimit = Duration.ofMinutes(5);
        private Duration shutdownGrace = Duration.ofSeconds(30);
        private Duration retention = Duration.ofDays(30);
        private int retentionPerJob = 0;
        private int outcomeQueue = 10_000;
        private int eventQueue = 10_000;
        private CronLimits limits = CronLimits.DEFAULT;

        private Builder() {}

        /** Sets {@link CronManagerConfig#enableAutoRecovery}. */
        public Builder enableAutoRecovery(boolean enableAutoRecovery) {
            this.enableAutoRecovery = enableAutoRecovery;
            return this;
        }

        /** Sets {@link CronManagerConfig#maxConcurrentJobs}. */
        public Builder maxConcurrentJobs(int maxConcurrentJobs) {
            this.maxConcurrentJobs = maxConcurrentJobs;
            return this;
        }

        /** Sets {@link CronManagerConfig#maxConcurrentPerSkill}. */
        public Builder maxConcurrentPerSkill(Map<String, Integer> maxConcurrentPerSkill) {
            this.maxConcurrentPerSkill = maxConcurrentPerSkill;
            return this;
        }

        /** Sets {@link CronManagerConfig#maxConcurrentPerOrganization}. */
        public Builder maxConcurrentPerOrganization(int maxConcurrentPerOrganization) {
            this.maxConcurrentPerOrganization = maxConcurrentPerOrganization;
            return this;
        }

        /** Sets {@link CronManagerConfig#defaultTimezone}. */
        public Builder defaultTimezone(ZoneId defaultTimezone) {
            this.defaultTimezone = defaultTimezone;
            return this;
        }

        /** Sets {@link CronManagerConfig#executionTimeout}. */
        public Builder executionTimeout(Duration executionTimeout) {
            this.executionTimeout = executionTimeout;
            return this;
        }

        /** Sets {@link CronManagerConfig#retryAttempts}. */
        public Builder retryAttempts(int retryAttempts) {
            this.retryAttempts = retryAttempts;
            return this;
        }

        /** Sets {@link CronManagerConfig#retryDelay}. */
        public Builder retryDelay(Duration retryDelay) {
            this.retryDelay = retryDelay;
            return this;
        }

        /** Sets {@link CronManagerConfig#nodeName}. */
        public Builder nodeName(String nodeName) {
            this.nodeName = nodeName;
            return this;
        }

        /** Sets {@link CronManagerConfig#pollInterval}. */
        public Builder pollInterval(Duration pollInterval) {
            this.pollInterval = pollInterval;
            return this;
        }

        /** Sets {@link CronManagerConfig#fireAhead}. */
        public Builder fireAhead(Duration fireAhead) {
            this.fireAhead = fireAhead;
            return this;
        }

        /** Sets {@link CronManagerConfig#maxReserved}. */
        public Builder maxReserved(int maxReserved) {
            this.maxReserved = maxReserved;
            return this;
        }

        /** Sets {@link CronManagerConfig#heartbeat}. */
        public Builder heartbeat(Duration heartbeat) {
            this.heartbeat = heartbeat;
            return this;
        }

        /** Sets {@link CronManagerConfig#selfFenceAfter}. */
        public Builder selfFenceAfter(Duration selfFenceAfter) {
            this.selfFenceAfter = selfFenceAfter;
            return this;
        }

        /** Sets {@link CronManagerConfig#deadAfter}. */
        public Builder deadAfter(Duration deadAfter) {
            this.deadAfter = deadAfter;
            return this;
        }

        /** Sets {@link CronManagerConfig#maxRecoveries}. */
        public Builder maxRecoveries(int maxRecoveries) {
            this.maxRecoveries = maxRecoveries;
            return this;
        }

        /** Sets {@link CronManagerConfig#misfireThreshold}. */
        public Builder misfireThreshold(Duration misfireThreshold) {
            this.misfireThreshold = misfireThreshold;
            return this;
        }

        /** Sets {@link CronManagerConfig#runawayLimit}. */
        public Builder runawayLimit(Duration runawayLimit) {
            this.runawayLimit = runawayLimit;
            return this;
        }

        /** Sets {@link CronManagerConfig#shutdownGrace}. */
        public Builder shutdownGrace(Duration shutdownGrace) {
            this.shutdownGrace = shutdownGrace;
            return this;
        }

        /** Sets {@link CronManagerConfig#retention}. */
        public Builder retention(Duration retention) {
            this.retention = retention;
            return this;
        }

        /** Sets {@link CronManagerConfig#retentionPerJob}. */
        public Builder retentionPerJob(int retentionPerJob) {
            this.retentionPerJob = retentionPerJob;
            return this;
        }

        /** Sets {@link CronManagerConfig#outcomeQueue}. */
        public Builder outcomeQueue(int outcomeQueue) {
            this.outcomeQueue = outcomeQueue;
            return this;
        }

        /** Sets {@link CronManagerConfig#eventQueue}. */
        public Builder eventQueue(int eventQueue) {
            this.eventQueue = eventQueue;
            return this;
        }

        /** Sets {@link CronManagerConfig#limits}. */
        public Builder limits(CronLimits limits) {
            this.limits = limits;
            return this;
        }

        /** The finished record. */
        public CronManagerConfig build() {
            return new CronManagerConfig(
                    enableAutoRecovery,
                    maxConcurrentJobs,
                    maxConcurrentPerSkill,
                    maxConcurrentPerOrganization,
                    defaultTimezone,
                    executionTimeout,
                    retryAttempts,
                    retryDelay,
                    nodeName,
                    pollInterval,
                    fireAhead,
                    maxReserved,
                    heartbeat,
                    selfFenceAfter,
                    deadAfter,
                    maxRecoveries,
                    misfireThreshold,
                    runawayLimit,
                    shutdownGrace,
                    retention,
                    retentionPerJob,
                    outcomeQueue,
                    eventQueue,
                    limits);
        }
    }
}
