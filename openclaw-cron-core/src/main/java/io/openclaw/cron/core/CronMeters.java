package io.openclaw.cron.core;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronSchedulerStatistics;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Meters for Micrometer, which the host must have on its class path: {@code new CronMeters(cron).bindTo(registry)}.
 *
 * <p>Gauges {@code openclaw.cron.scheduled}, {@code .running}, {@code .waiting}, {@code .queued}, {@code .reserved}, {@code
 * .runaway} and {@code .outcomes.waiting}; counters {@code .outcomes} by {@code status}, {@code .outcomes.refused} and {@code
 * .events.dropped}; timers {@code .lateness}, {@code .queue.wait} and {@code .duration} by {@code status}; the summary {@code
 * .record.batch} with the timer {@code .record.time}. No meter has a tag per job or organization: there may be millions. The
 * gauges {@code scheduled} and {@code queued} ask the store when they are read, at most every five seconds.
 */
public final class CronMeters implements MeterBinder {
    private static final String PREFIX = "openclaw.cron.";

    private final OpenClawCron cron;

    /** Meters of one library. */
    public CronMeters(OpenClawCron cron) {
        this.cron = cron;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        var figures = new CachedStatistics(cron);
        gauge(registry, figures, "scheduled", "Enabled jobs in the store", CronSchedulerStatistics::scheduledJobs);
        gauge(
                registry,
                figures,
                "queued",
                "Executions that are due and wait for a node",
                CronSchedulerStatistics::queuedExecutions);
        gauge(registry, figures, "running", "Skills that run on this node", CronSchedulerStatistics::running);
        gauge(
                registry,
                figures,
                "waiting",
                "Executions that wait for a permit on this node",
                CronSchedulerStatistics::waiting);
        gauge(registry, figures, "reserved", "Executions held ahead of their time", CronSchedulerStatistics::reserved);
        gauge(registry, figures, "runaway", "Skills that ignore their interruption", CronSchedulerStatistics::runaway);
        Gauge.builder(
                        PREFIX + "outcomes.waiting",
                        cron,
                        library -> library.health().outcomesWaiting())
                .description("Outcomes that wait to be recorded")
                .register(registry);
        outcomes(registry, figures, CronExecutionStatus.COMPLETED, OutcomeCounts::completed);
        outcomes(registry, figures, CronExecutionStatus.FAILED, OutcomeCounts::failed);
        outcomes(registry, figures, CronExecutionStatus.TIMEOUT, OutcomeCounts::timeout);
        outcomes(registry, figures, CronExecutionStatus.SKIPPED, OutcomeCounts::skipped);
        outcomes(registry, figures, CronExecutionStatus.CANCELLED, OutcomeCounts::cancelled);
        counter(
                registry,
                figures,
                "outcomes.refused",
                "Outcomes that the store refused",
                CronSchedulerStatistics::refusedOutcomes);
        counter(
                registry,
                figures,
                "events.dropped",
                "Events dropped for a slow publisher",
                CronSchedulerStatistics::droppedEvents);
        cron.observe(new Timers(registry, figures));
    }

    private static void gauge(
            MeterRegistry registry,
            CachedStatistics figures,
            String name,
            String description,
            ToDoubleFunction<CronSchedulerStatistics> value) {
        Gauge.builder(PREFIX + name, figures, source -> value.applyAsDouble(source.get()))
                .description(description)
                .register(registry);
    }

    private static void outcomes(
            MeterRegistry registry,
            CachedStatistics figures,
            CronExecutionStatus status,
            ToLongFunction<OutcomeCounts> count) {
        FunctionCounter.builder(
                        PREFIX + "outcomes",
                        figures,
                        source -> count.applyAsLong(source.get().outcomes()))
                .description("Executions that ended on this node")
                .tag("status", tag(status))
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry,
            CachedStatistics figures,
            String name,
            String description,
            ToLongFunction<CronSchedulerStatistics> count) {
        FunctionCounter.builder(PREFIX + name, figures, source -> count.applyAsLong(source.get()))
                .description(description)
                .register(registry);
    }

    private static String tag(CronExecutionStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** What is measured as it happens. */
    private static final class Timers implements EngineObserver {
        /** A registry refers to it weakly, and would show NaN when it is gone; the library keeps this, and this keeps it. */
        @SuppressWarnings({"unused", "FieldCanBeLocal"})
        private final CachedStatistics figures;

        private final Timer lateness;
        private final Timer queueWait;
        private final Map<CronExecutionStatus, Timer> durations = new EnumMap<>(CronExecutionStatus.class);
        private final DistributionSummary batches;
        private final Timer recordTime;

        Timers(MeterRegistry registry, CachedStatistics figures) {
            this.figures = figures;
            lateness = timer(registry, "lateness", "From the instant of a fire or retry to its start");
            queueWait = timer(registry, "queue.wait", "From when an execution was due here to its permit");
            recordTime = timer(registry, "record.time", "How long a batch of outcomes took to commit");
            batches = DistributionSummary.builder(PREFIX + "record.batch")
                    .description("Outcomes committed together")
                    .register(registry);
            for (var status : CronExecutionStatus.values()) {
                if (status.isFinal()) {
                    durations.put(
                            status,
                            Timer.builder(PREFIX + "duration")
                                    .description("How long the last attempt of an execution took")
                                    .tag("status", tag(status))
                                    .register(registry));
                }
            }
        }

        @Override
        public void started(Instant due, Instant begun, long queueNanos) {
            var late = Duration.between(due, begun);
            lateness.record(late.isNegative() ? Duration.ZERO : late);
            queueWait.record(queueNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void ended(CronExecutionStatus status, Duration duration) {
            var timer = durations.get(status);
            // Skipped and cancelled executions that never ran have no duration to speak of.
            if (timer != null && !duration.isZero()) {
                timer.record(duration);
            }
        }

        @Override
        public void recorded(int size, Duration took) {
            batches.record(size);
            recordTime.record(took);
        }

        private static Timer timer(MeterRegistry registry, String name, String description) {
            return Timer.builder(PREFIX + name).description(description).register(registry);
        }
    }
}
