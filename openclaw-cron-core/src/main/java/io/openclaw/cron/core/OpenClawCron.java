package io.openclaw.cron.core;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutor;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.CronScheduler;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.EventPublisher;
import io.openclaw.cron.spi.SkillExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The library, assembled: build it, start it, close it.
 *
 * <p>Jobs can be managed and history read before the start and while it runs; nothing fires before the start. Thread-safe.
 */
public final class OpenClawCron implements AutoCloseable {
    private final Engine engine;
    /** Changed under this monitor only; read without it, since a close may take its time. */
    private volatile State state = State.NEW;

    private enum State {
        NEW,
        STARTED,
        CLOSED
    }

    private OpenClawCron(Builder builder) {
        this.engine = new Engine(builder, this::close, this::requireStarted);
    }

    /** Starts with the defaults: in memory, system clock. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes this node known to the store and lets jobs fire.
     *
     * @throws CronStoreException if the store cannot be reached, or another live node has the same name; then nothing has
     *     started, and this may be called again
     * @throws IllegalStateException if it has been started or closed before
     */
    public synchronized void start() {
        if (state != State.NEW) {
            throw new IllegalStateException("OpenClawCron is " + state + "; it can be started once");
        }
        engine.start();
        state = State.STARTED;
    }

    /**
     * Stops: takes nothing new, waits up to {@link CronManagerConfig#shutdownGrace} for what runs, interrupts the rest, gives
     * back what has not ended, and joins its threads. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        var before = state;
        state = State.CLOSED;
        if (before != State.CLOSED) {
            engine.close();
        }
    }

    /** Creates, changes, lists and triggers jobs. */
    public CronManager manager() {
        return engine.manager;
    }

    /**
     * A manager on a view of this library's store that joins a transaction of the host's, such as {@code
     * JdbcCronStore.joining(connection)}: a job, a change or a manual run exists if and only if the host commits. Events are sent, and
     * this node looks for what is due, when the view is told of the commit; see there.
     *
     * @param view a view of the store that this was built with
     * @return a manager for as long as the view can be used; cheap, makes no threads, need not be closed
     */
    public CronManager manager(CronStore view) {
        return engine.management.managerOn(Objects.requireNonNull(view, "view is null"));
    }

    /** Reads, explains and computes cron expressions. */
    public CronScheduler scheduler() {
        return engine.scheduler;
    }

    /** Starts runs on this node, watches and cancels. */
    public CronExecutor executor() {
        return engine.executor;
    }

    /** Tells what became of executions. */
    public CronHistory history() {
        return engine.history;
    }

    /** How this node is, at this moment; does not ask the store. */
    public CronHealth health() {
        return engine.status.health(started());
    }

    /**
     * The nodes that the store knows, with what they run: those of all processes that share it. Asks the store.
     *
     * @throws CronStoreException if the store cannot be reached
     */
    public List<CronNode> nodes() {
        return engine.nodes.nodes();
    }

    /**
     * Drains this node, for instance before it is replaced: it takes nothing new, gives back what has not started, finishes what runs
     * and goes on beating, until it is {@linkplain #resume resumed} or closed. Runs that {@link CronExecutor#executeJob} is asked for
     * meanwhile go to other nodes.
     *
     * @return completes when nothing is left to finish or to record; exceptionally if the node is resumed or closed before that; on a
     *     thread of the library, which must not be blocked and therefore cannot close the library
     * @throws CronStoreException if the store cannot be reached; then nothing has changed
     * @throws IllegalStateException if the library is not started
     */
    public CompletionStage<Void> drain() {
        requireStarted();
        return engine.nodes.drain();
    }

    /**
     * Lets this node take work again; does nothing if it does.
     *
     * @throws CronStoreException if the store cannot be reached; then nothing has changed
     * @throws IllegalStateException if the library is not started
     */
    public void resume() {
        requireStarted();
        engine.nodes.resume();
    }

    /**
     * {@linkplain #drain Drains} a node of whatever process. It hears of that at once by a signal, and at its next beat where that is
     * lost; {@link #nodes} shows how far it is.
     *
     * @param node one of {@link #nodes}
     * @return whether there is such a node
     * @throws CronStoreException if the store cannot be reached
     * @throws IllegalStateException if the library is not started
     */
    public boolean drainNode(NodeId node) {
        requireStarted();
        return engine.nodes.drain(Objects.requireNonNull(node, "node is null"), true);
    }

    /**
     * Lets a node of whatever process take work again.
     *
     * @param node one of {@link #nodes}
     * @return whether there is such a node
     * @throws CronStoreException if the store cannot be reached
     * @throws IllegalStateException if the library is not started
     */
    public boolean resumeNode(NodeId node) {
        requireStarted();
        return engine.nodes.drain(Objects.requireNonNull(node, "node is null"), false);
    }

    /**
     * Runs all that is due now, and returns when it has ended: for tests of hosts, together with a {@link ManualClock}. A
     * failed attempt that is to be retried counts as ended; its retry is due later.
     *
     * <p>The library runs by itself as well, from the moment that the clock is moved on. With a {@link ManualClock} what it
     * has ended since the start, or since the last call, is returned too, so that a test sees each execution once.
     *
     * @return the executions that ended, skipped ones included, in the order of their ends
     * @throws IllegalStateException if the library is not started, or something has not ended after a minute
     */
    public List<CronExecution> runDue() {
        return runDue(Duration.ofMinutes(1));
    }

    /**
     * {@link #runDue()} with another limit.
     *
     * @param limit how long to wait, in real time
     * @return the executions that ended
     * @throws IllegalStateException if the library is not started, or something has not ended within the limit
     */
    public List<CronExecution> runDue(Duration limit) {
        requireStarted();
        return engine.dueRuns.run(limit);
    }

    /** Lets meters observe the engine. */
    void observe(EngineObserver observer) {
        engine.observers.add(observer);
    }

    private boolean started() {
        return state == State.STARTED;
    }

    private void requireStarted() {
        if (!started()) {
            throw new IllegalStateException("OpenClawCron is not running; start it first");
        }
    }

    /** Collects what the library is made of; not thread-safe. */
    public static final class Builder {
        @Nullable
        SkillExecutor skillExecutor;

        final List<EventPublisher> publishers = new ArrayList<>();

        @Nullable
        CronStore store;

        CronManagerConfig config = CronManagerConfig.defaults();
        Clock clock = Clock.systemUTC();

        @Nullable
        Executor workers;

        private Builder() {}

        /** Runs the skills; required. A {@link SkillRegistry} is one. */
        public Builder skillExecutor(SkillExecutor executor) {
            skillExecutor = executor;
            return this;
        }

        /** Adds a taker of events; there may be several, each with a queue and a thread of its own. */
        public Builder eventPublisher(EventPublisher publisher) {
            publishers.add(publisher);
            return this;
        }

        /** Where jobs and executions are kept; by default in memory. Whoever gives a store closes it, after this. */
        public Builder store(CronStore given) {
            store = given;
            return this;
        }

        /** The settings. */
        public Builder config(CronManagerConfig given) {
            config = given;
            return this;
        }

        /** The wall clock; a {@link ManualClock} holds elapsed time and timers still as well. */
        public Builder clock(Clock given) {
            clock = given;
            return this;
        }

        /**
         * Where skills run, instead of a pool of {@code maxConcurrentJobs} threads of the library's own, for instance virtual
         * threads. It must be able to run that many tasks at once. Whoever gives an executor shuts it down, after this.
         */
        public Builder workers(Executor given) {
            workers = given;
            return this;
        }

        /**
         * Puts it together. Nothing is started.
         *
         * @throws NullPointerException if there is no skill executor
         */
        public OpenClawCron build() {
            Objects.requireNonNull(skillExecutor, "skillExecutor is missing; give one that runs your skills");
            return new OpenClawCron(this);
        }
    }
}
