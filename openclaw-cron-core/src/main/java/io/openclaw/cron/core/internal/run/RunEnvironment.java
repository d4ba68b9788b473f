package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronLimits;
import io.openclaw.cron.core.internal.event.EventSink;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.record.Recorder;
import io.openclaw.cron.spi.SkillExecutor;
import java.time.Duration;

/**
 * What all executions of an engine share.
 *
 * @param skills runs the skills
 * @param time elapsed time and timers
 * @param timeouts stops what takes too long
 * @param clock engine time
 * @param recorder takes outcomes
 * @param events takes events
 * @param retries decides about further attempts
 * @param limits how large results and errors may be
 * @param runawayLimit how long after its interruption a skill is waited for
 */
public record RunEnvironment(
        SkillExecutor skills,
        EngineTime time,
        Timeouts timeouts,
        EngineClock clock,
        Recorder recorder,
        EventSink events,
        RetryDecision retries,
        CronLimits limits,
        Duration runawayLimit) {}
