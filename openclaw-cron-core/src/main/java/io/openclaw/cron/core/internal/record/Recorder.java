package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.Guarded;
import io.openclaw.cron.core.internal.lifecycle.Loop;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes to the store, all that are waiting in one transaction: while one batch is being committed the next one
 * gathers, so that batches are as large as the load asks for and nothing waits for company.
 *
 * <p>While the store does not answer, outcomes wait, and the same batch is tried again: recording is idempotent.
 */
public final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 2_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final CronStore store;
    private final EngineClock clock;
    private final EngineTime time;
    private final StoreAvailability availability;
    private final EngineObserver observer;
    private final OutcomeQueue queue;
    private final Loop loop;
    /** Set once, by the start. */
    private volatile OutcomeListener listener = (outcome, answer) -> {};
    /** How many outcomes are being committed now. */
    private volatile int inFlight;
    /** How long to wait after the next failure; recorder thread only. */
    private Duration pause = FIRST_PAUSE;
    /** Before this moment of elapsed time no new try is made; recorder thread only. */
    private @Nullable Long retryAtNanos;

    /** A recorder that has not started. */
    public Recorder(
            CronStore store,
            EngineClock clock,
            EngineTime time,
            StoreAvailability availability,
            EngineObserver observer,
            Settings settings) {
        this.store = store;
        this.clock = clock;
        this.time = time;
        this.availability = availability;
        this.observer = observer;
        this.queue = new OutcomeQueue(settings.capacity());
        this.loop = new Loop("recorder", settings.nodeName(), time, this::recordWaiting);
    }

    /**
     * How a recorder is set up.
     *
     * @param capacity how many outcomes may wait
     * @param nodeName for the name of the thread
     */
    public record Settings(int capacity, String nodeName) {}

    /** Starts the thread, and tells who hears of what it has recorded. */
    public void start(OutcomeListener heard) {
        listener = heard;
        loop.start();
    }

    /** Hands over an outcome; waits while too many are waiting already. */
    public void put(Outcome outcome) {
        queue.put(outcome);
        loop.signal();
    }

    /** Hands over an outcome from a thread that must not wait, such as the timer; goes beyond the limit if need be. */
    public void putWithoutWaiting(Outcome outcome) {
        queue.putBeyondLimit(outcome);
        loop.signal();
    }

    /**
     * Hands over an outcome that may be lost, such as progress, unless the queue is full or a newer outcome is there.
     *
     * @param overtaken whether a newer outcome has been handed over; asked under the queue's lock
     */
    public void putIfRoom(Outcome outcome, BooleanSupplier overtaken) {
        queue.putIfRoom(outcome, overtaken);
        loop.signal();
    }

    /** How many outcomes wait or are being committed. */
    public int waiting() {
        return queue.size() + inFlight;
    }

    /** Whether so many outcomes wait that nothing new should be claimed. */
    public boolean full() {
        return queue.full();
    }

    /** Makes one last try to write what waits, and ends the thread. */
    public void stop() {
        queue.close();
        loop.stop();
        retryAtNanos = null;
        while (queue.size() > 0 && retryAtNanos == null) {
            recordWaiting();
        }
        if (queue.size() > 0) {
            log.error(
                    "{} outcomes could not be recorded before the stop; their executions run again elsewhere or after a restart",
                    queue.size());
        }
    }

    private @Nullable Duration recordWaiting() {
        var wait = retryAtNanos == null ? 0 : retryAtNanos - time.nanoTime();
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        listener.beforeBatch();
        var batch = queue.take(BATCH);
        inFlight = batch.size();
        try {
            // More than one node only after this process was declared dead and came back under a new incarnation.
            for (var entry : byNode(batch).entrySet()) {
                commit(entry.getKey(), entry.getValue());
                batch = batch.stream()
                        .filter(outcome -> !outcome.node().equals(entry.getKey()))
                        .toList();
            }
            retryAtNanos = null;
            pause = FIRST_PAUSE;
            return queue.size() > 0 ? Duration.ZERO : null;
        } catch (CronStoreException failure) {
            queue.putBack(batch);
            availability.failed(StoreAvailability.Part.RECORDER, failure);
            return postpone();
        } catch (RuntimeException | Error defect) {
            // No answer either, so nothing of the batch may be lost. The loop logs it and makes another pass in a
            // second.
            queue.putBack(batch);
            postpone();
            throw defect;
        } finally {
            inFlight = 0;
        }
    }

    private static Map<NodeId, List<Outcome>> byNode(List<Outcome> batch) {
        var byNode = new LinkedHashMap<NodeId, List<Outcome>>();
        for (var outcome : batch) {
            byNode.computeIfAbsent(outcome.node(), node -> new ArrayList<>(batch.size()))
                    .add(outcome);
        }
        return byNode;
    }

    /** Makes no new try for a while, a longer one each time; returns how long. */
    private Duration postpone() {
        var thisPause = pause;
        retryAtNanos = time.nanoTime() + thisPause.toNanos();
        var doubled = thisPause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return thisPause;
    }

    private void commit(NodeId node, List<Outcome> batch) {
        var executions = batch.stream().map(Outcome::execution).toList();
        var began = time.nanoTime();
        var answers = store.record(node, executions, clock.now());
        availability.succeeded(StoreAvailability.Part.RECORDER);
        observer.recorded(batch.size(), Duration.ofNanos(time.nanoTime() - began));
        for (var i = 0; i < batch.size(); i++) {
            answered(batch.get(i), answers.get(i));
        }
        listener.afterBatch();
    }

    private void answered(Outcome outcome, Recorded answer) {
        if (answer.status() == Recorded.Status.UNSTORABLE && !UnstorableOutcome.isReplacement(outcome.execution())) {
            log.warn(
                    "job={} execution={} org={} has data that cannot be stored ({}); a note is stored in its place",
                    outcome.job().jobId(),
                    outcome.executionId(),
                    outcome.job().organizationId(),
                    answer.reason());
            queue.putBack(List.of(outcome.with(UnstorableOutcome.replace(outcome.execution(), answer.reason()))));
            return;
        }
        // Whatever its listener throws, the other outcomes of the batch have been recorded and must be told.
        Guarded.run("outcome listener", () -> listener.recorded(outcome, answer));
    }
}
