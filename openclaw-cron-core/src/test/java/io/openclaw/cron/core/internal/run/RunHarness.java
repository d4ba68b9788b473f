package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronLimits;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.record.Outcome;
import io.openclaw.cron.core.internal.record.OutcomeListener;
import io.openclaw.cron.core.internal.record.Recorder;
import io.openclaw.cron.core.internal.record.RecordingStore;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What runs need around them: a clock that stands still at noon, a recorder on a store that takes everything, event lists. */
public final class RunHarness implements AutoCloseable {
    /** How long runaway skills are waited for. */
    public static final Duration RUNAWAY_LIMIT = Duration.ofMinutes(5);

    /** Errors may be this long, in bytes. */
    public static final int ERROR_BYTES = 256;

    /** Results may be this long, in bytes. */
    public static final int RESULT_BYTES = 512;

    /** Moves by hand. */
    public final ManualClock clock = ManualClock.at(NOON);
    /** The clock's elapsed time and timers. */
    public final ManualTime time = new ManualTime(clock);
    /** Hears what is recorded. */
    public final RecordingStore store = new RecordingStore();
    /** Whether the store answers. */
    public final StoreAvailability availability = new StoreAvailability();
    /** Unique, so that a test knows its threads. */
    public final String nodeName = UUID.randomUUID().toString();
    /** Writes to the store. */
    public final Recorder recorder = new Recorder(
            store, time::now, time, availability, EngineObserver.NONE, new Recorder.Settings(10_000, nodeName));
    /** What has been recorded and answered. */
    public final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    /** What has been sent. */
    public final List<CronEvent> events = new CopyOnWriteArrayList<>();

    /** Hears of what is recorded before {@link #outcomes} does. */
    public volatile OutcomeListener listener = (outcome, answer) -> {};
    /** What every skill does. */
    public volatile SkillExecutor skill = (request, context) -> SkillResult.empty();

    /** A harness whose recorder runs. */
    public RunHarness() {
        recorder.start((outcome, answer) -> {
            listener.recorded(outcome, answer);
            outcomes.add(outcome);
        });
    }

    /** What executions share; the first retry comes after 1 s, without jitter. */
    public RunEnvironment environment() {
        return new RunEnvironment(
                (request, context) -> skill.execute(request, context),
                time,
                new Timeouts(time),
                time::now,
                recorder,
                events::add,
                new RetryDecision(Duration.ofSeconds(1), () -> 0.5),
                CronLimits.builder()
                        .errorBytes(ERROR_BYTES)
                        .resultBytes(RESULT_BYTES)
                        .build(),
                RUNAWAY_LIMIT);
    }

    /** A run that has not begun. */
    ExecutionRun run(JobExecution work) {
        return new ExecutionRun(environment(), work);
    }

    /** Waits for the outcome that ends an attempt; there must be one only. */
    public Outcome ending() {
        eventually().until(() -> !endings().isEmpty());
        if (endings().size() > 1) {
            throw new AssertionError("One attempt has several endings: " + endings());
        }
        return endings().get(0);
    }

    /** The outcomes so far that end attempts. */
    public List<Outcome> endings() {
        return outcomes.stream()
                .filter(outcome -> outcome.kind() != Outcome.Kind.STARTED && outcome.kind() != Outcome.Kind.PROGRESS)
                .toList();
    }

    /** Waits until an outcome of a kind has been recorded. */
    public CronExecution awaitRecorded(Outcome.Kind kind) {
        eventually().until(() -> outcomes.stream().anyMatch(outcome -> outcome.kind() == kind));
        return outcomes.stream()
                .filter(outcome -> outcome.kind() == kind)
                .findFirst()
                .orElseThrow()
                .execution();
    }

    @Override
    public void close() {
        store.comeBack();
        store.recordPermits.release(1_000);
        recorder.stop();
        time.close();
    }
}
