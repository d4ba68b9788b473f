package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
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
    /** As it was reserved. */
    private final JobExecution work;

    private final NodeId node;
    private final SkillRequest request;
    private final Outcome started;
    private final Attempt attempt = new Attempt();
    private final RunContext context;
    private final ProgressReports progress;
    /** Set by whoever records the final outcome of this attempt: its own thread, or the runaway limit. */
    private final AtomicBoolean concluded = new AtomicBoolean();

    /** In elapsed nanoseconds; written before the moment itself. */
    private long startedNanos;
    /** Null until it begins. */
    private volatile @Nullable Instant startedAt;

    /** Makes all that does not depend on the moment at which it begins: a thousand may begin within a millisecond. */
    ExecutionRun(RunEnvironment environment, JobExecution work) {
        this.environment = environment;
        this.work = work;
        this.node = Objects.requireNonNull(work.execution().node(), "a reserved execution has a node");
        this.request = request(work);
        this.started = new Outcome(Outcome.Kind.STARTED, node, work, this::running);
        this.progress = new ProgressReports(environment.time(), this::storeProgress);
        this.context = new RunContext(work.execution(), this::deadline, attempt, this::report);
    }

    /**
     * Looks at what its start will look at, so that the processor has it at hand: a thousand starts take half as long again if they fetch
     * it from memory.
     *
     * @return a number that means nothing, so that no compiler leaves this out
     */
    int recall() {
        return work.execution().executionId().hashCode()
                + request.parameters().size()
                + request.jobName().length()
                + request.userId().length()
                + (int) started.fence()
                + (attempt.runaway() || concluded.get() || hasReported() ? 1 : 0)
                + hashCode();
    }

    /** Begins now, on the calling thread, which calls {@link #run} next; returns when that is. */
    Instant begin() {
        var now = environment.clock().now();
        startedNanos = environment.time().nanoTime();
        startedAt = now;
        return now;
    }

    /** Runs the skill on the calling thread and records what came of it. Throws nothing. */
    void run() {
        environment.recorder().put(started);
        environment.events().sendIfHeard(this::triggered);
        environment.timeouts().started(this);
        var result = SkillResult.empty();
        Throwable failure = null;
        // The stop may have been quicker, while this waited for its thread: then others may own the execution by now.
        if (attempt.begin()) {
            try {
                result = environment.skills().execute(request, context);
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
        if (attempt.runaway() && (reason == StopReason.TIMEOUT || reason == StopReason.CANCELLED)) {
            environment.time().schedule(environment.runawayLimit(), this::giveUp);
        }
    }

    /** Whether its worker has begun. */
    boolean hasBegun() {
        return startedAt != null;
    }

    /** Whether the skill was interrupted and has not ended. */
    boolean runaway() {
        return attempt.runaway();
    }

    /** When its time is over, in elapsed nanoseconds. */
    long deadlineNanos() {
        return startedNanos + TimeUnit.SECONDS.toNanos(work.job().timeoutSeconds());
    }

    /** The execution as it runs now, with its latest progress. It must have begun. */
    CronExecution snapshot() {
        return hasReported() ? withReports() : running();
    }

    private boolean hasReported() {
        return progress.latest() != null || context.usageReported();
    }

    private CronExecution running() {
        return AttemptStates.running(work.execution(), begunAt());
    }

    private CronExecution withReports() {
        return running().toBuilder()
                .progress(progress.latest())
                .tokensUsed(context.tokensUsed())
                .costCents(context.costCents())
                .build();
    }

    private void conclude(@Nullable StopReason stopReason, @Nullable SkillResult result, @Nullable Throwable failure) {
        if (stopReason == null && failure == null) {
            complete(result);
            return;
        }
        var ending = new AttemptEnding(snapshot(), environment.clock().now(), elapsed());
        if (stopReason == StopReason.FENCED || stopReason == StopReason.SHUTDOWN) {
            record(Outcome.Kind.RETURNED, ending.returned());
        } else if (stopReason == StopReason.CANCELLED) {
            record(Outcome.Kind.FINAL, ending.cancelled());
        } else if (stopReason == StopReason.TIMEOUT) {
            retryOr(ending, ending.timedOut(work.job()), true);
        } else if (failure != null) {
            var skillFailure = new SkillFailure(failure, environment.limits());
            retryOr(ending, ending.failed(skillFailure.error()), skillFailure.retryable());
        }
    }

    private void complete(@Nullable SkillResult result) {
        var endedAt = environment.clock().now();
        var nanos = environment.time().nanoTime() - startedNanos;
        var output = new SkillOutput(environment.limits()).of(result);
        // What was reported is taken now: a thread that the skill has left behind may go on reporting.
        var reports = hasReported() ? withReports() : null;
        var outcome = new Outcome(
                Outcome.Kind.FINAL,
                node,
                work,
                () -> AttemptStates.completed(
                        reports == null ? running() : reports, endedAt, Duration.ofNanos(nanos), output));
        environment.recorder().put(outcome);
    }

    private void retryOr(AttemptEnding ending, CronExecution last, boolean retryable) {
        var delay = environment.retries().delayAfter(last.attempt(), work.job().maxRetries());
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
                    work.job().skillName());
            var ending = new AttemptEnding(snapshot(), environment.clock().now(), elapsed());
            var last = attempt.stopReason() == StopReason.CANCELLED ? ending.cancelled() : ending.timedOut(work.job());
            environment.recorder().putWithoutWaiting(new Outcome(Outcome.Kind.FINAL, node, last, work.job()));
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
                        EventSource.of(work.execution()),
                        environment.clock().now(),
                        report.stage(),
                        report.percent(),
                        report.message()));
    }

    private void storeProgress() {
        if (!concluded.get()) {
            environment
                    .recorder()
                    .putIfRoom(new Outcome(Outcome.Kind.PROGRESS, node, snapshot(), work.job()), concluded::get);
        }
    }

    private void record(Outcome.Kind kind, CronExecution changed) {
        environment.recorder().put(new Outcome(kind, node, changed, work.job()));
    }

    private CronTriggered triggered() {
        var reserved = work.execution();
        return new CronTriggered(
                EventSource.of(reserved),
                begunAt(),
                work.job().jobName(),
                begunAt(),
                reserved.attempt() + 1,
                reserved.scheduledFor());
    }

    private static SkillRequest request(JobExecution work) {
        var reserved = work.execution();
        var job = work.job();
        return new SkillRequest(
                reserved.skillName(),
                reserved.skillParams(),
                job.jobId(),
                job.jobName(),
                job.organizationId(),
                reserved.userId());
    }

    private Instant begunAt() {
        return Objects.requireNonNull(startedAt, "it has begun");
    }

    private Instant deadline() {
        return begunAt().plusSeconds(work.job().timeoutSeconds());
    }

    private Duration elapsed() {
        return Duration.ofNanos(environment.time().nanoTime() - startedNanos);
    }

    private String ids() {
        var execution = work.execution();
        return "job=" + execution.jobId() + " execution=" + execution.executionId() + " org="
                + execution.organizationId();
    }
}
