package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.record.Outcome;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of one execution, from the call of its skill to its outcome.
 *
 * <p>How it ends is decided once: by the first of the skill's return, its failure, and a stop. After a stop nothing that the
 * skill returns counts. If a stopped skill does not end, the outcome is recorded without it when the runaway limit is over.
 */
final class ExecutionRun {
    private static final Logger log = LoggerFactory.getLogger(ExecutionRun.class);

    private final RunEnvironment environment;
    private final NodeId node;
    private final CronJob job;
    /** As it runs now. */
    private final CronExecution execution;

    private final Attempt attempt = new Attempt();
    private final RunContext context;
    private final ProgressReports progress;
    /** Set by whoever records the final outcome of this attempt: its own thread, or the runaway limit. */
    private final AtomicBoolean concluded = new AtomicBoolean();

    private final Instant startedAt;
    private final long startedNanos;

    ExecutionRun(RunEnvironment environment, JobExecution work) {
        this.environment = environment;
        this.job = work.job();
        this.node = Objects.requireNonNull(work.execution().node(), "a reserved execution has a node");
        this.startedAt = environment.clock().now();
        this.startedNanos = environment.time().nanoTime();
        this.execution = AttemptStates.running(work.execution(), startedAt);
        this.progress = new ProgressReports(environment.time(), this::storeProgress);
        this.context = new RunContext(execution, startedAt.plusSeconds(job.timeoutSeconds()), attempt, this::report);
    }

    /** Runs the skill on the calling thread and records what came of it. Throws nothing. */
    void run() {
        record(Outcome.Kind.STARTED, execution);
        environment.events().sendIfHeard(this::triggered);
        environment.timeouts().started(this);
        var result = SkillResult.empty();
        Throwable failure = null;
        // The stop may have been quicker, while this waited for its thread: then others may own the execution by now.
        if (attempt.begin()) {
            try {
                result = environment.skills().execute(request(), context);
            } catch (Throwable thrown) {
                // A skill may throw anything; an Error of its own is its failure, not ours.
                failure = thrown;
            }
        }
        var stopReason = attempt.end();
        environment.timeouts().ended(this);
        progress.close();
        if (concluded.compareAndSet(false, true)) {
            conclude(stopReason, result, failure);
        } else {
            log.info("{} its skill has ended, long after its interruption", ids());
        }
    }

    /** Interrupts the skill, unless it has ended or was stopped before. */
    void stop(StopReason reason) {
        if (!attempt.stop(reason)) {
            return;
        }
        log.debug("{} interrupted: {}", ids(), reason);
        if (reason == StopReason.TIMEOUT || reason == StopReason.CANCELLED) {
            environment.time().schedule(environment.runawayLimit(), this::giveUp);
        }
    }

    /** Whether the skill was interrupted and has not ended. */
    boolean runaway() {
        return attempt.runaway();
    }

    /** When it began. */
    Instant startedAt() {
        return startedAt;
    }

    /** When its time is over, in elapsed nanoseconds. */
    long deadlineNanos() {
        return startedNanos + TimeUnit.SECONDS.toNanos(job.timeoutSeconds());
    }

    /** The execution as it runs now, with its latest progress. */
    CronExecution snapshot() {
        var latest = progress.latest();
        if (latest == null && !context.usageReported()) {
            return execution;
        }
        return execution.toBuilder()
                .progress(latest)
                .tokensUsed(context.tokensUsed())
                .costCents(context.costCents())
                .build();
    }

    private void conclude(@Nullable StopReason stopReason, @Nullable SkillResult result, @Nullable Throwable failure) {
        var ending = new AttemptEnding(snapshot(), environment.clock().now(), elapsed());
        if (stopReason == StopReason.FENCED || stopReason == StopReason.SHUTDOWN) {
            record(Outcome.Kind.RETURNED, ending.returned());
        } else if (stopReason == StopReason.CANCELLED) {
            record(Outcome.Kind.FINAL, ending.cancelled());
        } else if (stopReason == StopReason.TIMEOUT) {
            retryOr(ending, ending.timedOut(job), true);
        } else if (failure != null) {
            var skillFailure = new SkillFailure(failure, environment.limits());
            retryOr(ending, ending.failed(skillFailure.error()), skillFailure.retryable());
        } else {
            record(Outcome.Kind.FINAL, ending.completed(new SkillOutput(environment.limits()).of(result)));
        }
    }

    private void retryOr(AttemptEnding ending, CronExecution last, boolean retryable) {
        var delay = environment.retries().delayAfter(last.attempt(), job.maxRetries());
        if (retryable && delay.isPresent()) {
            var retry = ending.retry(Objects.requireNonNull(last.error()), delay.get());
            log.debug("{} attempt={} failed, retrying at {}", ids(), last.attempt(), retry.availableAt());
            record(Outcome.Kind.RETRY, retry);
        } else {
            record(Outcome.Kind.FINAL, last);
        }
    }

    /** The runaway limit is over: the execution ends without its thread, which keeps its permit until it ends. */
    private void giveUp() {
        if (attempt.runaway() && concluded.compareAndSet(false, true)) {
            log.warn(
                    "{} its skill '{}' ignores its interruption; the execution ends without it, its thread and permit stay taken",
                    ids(),
                    job.skillName());
            var ending = new AttemptEnding(snapshot(), environment.clock().now(), elapsed());
            var last = attempt.stopReason() == StopReason.CANCELLED ? ending.cancelled() : ending.timedOut(job);
            environment.recorder().putWithoutWaiting(new Outcome(Outcome.Kind.FINAL, node, last, job));
        }
    }

    private void report(CronProgress report) {
        if (concluded.get()) {
            return;
        }
        progress.report(report);
        environment
                .events()
                .sendIfHeard(() -> new SkillProgress(
                        EventSource.of(execution),
                        environment.clock().now(),
                        report.stage(),
                        report.percent(),
                        report.message()));
    }

    private void storeProgress() {
        if (!concluded.get()) {
            environment.recorder().putIfRoom(new Outcome(Outcome.Kind.PROGRESS, node, snapshot(), job), concluded::get);
        }
    }

    private void record(Outcome.Kind kind, CronExecution changed) {
        environment.recorder().put(new Outcome(kind, node, changed, job));
    }

    private CronTriggered triggered() {
        return new CronTriggered(
                EventSource.of(execution),
                startedAt,
                job.jobName(),
                startedAt,
                execution.attempt(),
                execution.scheduledFor());
    }

    private SkillRequest request() {
        return new SkillRequest(
                execution.skillName(),
                execution.skillParams(),
                job.jobId(),
                job.jobName(),
                job.organizationId(),
                execution.userId());
    }

    private Duration elapsed() {
        return Duration.ofNanos(environment.time().nanoTime() - startedNanos);
    }

    private String ids() {
        return "job=" + job.jobId() + " execution=" + execution.executionId() + " org=" + job.organizationId();
    }
}
