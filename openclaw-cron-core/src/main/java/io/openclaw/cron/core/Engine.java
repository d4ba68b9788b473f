package io.openclaw.cron.core;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecutor;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.CronScheduler;
import io.openclaw.cron.core.internal.claim.ClaimLoop;
import io.openclaw.cron.core.internal.claim.ClaimResults;
import io.openclaw.cron.core.internal.claim.Claims;
import io.openclaw.cron.core.internal.claim.ClaimsInFlight;
import io.openclaw.cron.core.internal.claim.DeadNodes;
import io.openclaw.cron.core.internal.claim.Drain;
import io.openclaw.cron.core.internal.claim.EngineNode;
import io.openclaw.cron.core.internal.claim.Heartbeat;
import io.openclaw.cron.core.internal.claim.Housekeeping;
import io.openclaw.cron.core.internal.claim.NodeControl;
import io.openclaw.cron.core.internal.claim.NodeSession;
import io.openclaw.cron.core.internal.claim.OutcomeWaiters;
import io.openclaw.cron.core.internal.claim.RecordFeedback;
import io.openclaw.cron.core.internal.claim.RemoteChanges;
import io.openclaw.cron.core.internal.claim.SignalLoop;
import io.openclaw.cron.core.internal.event.EventBus;
import io.openclaw.cron.core.internal.history.DefaultCronHistory;
import io.openclaw.cron.core.internal.history.Retention;
import io.openclaw.cron.core.internal.history.RetentionPerJob;
import io.openclaw.cron.core.internal.history.StatisticsFolding;
import io.openclaw.cron.core.internal.lifecycle.CorrectedClock;
import io.openclaw.cron.core.internal.lifecycle.EngineObservers;
import io.openclaw.cron.core.internal.lifecycle.EngineTime;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import io.openclaw.cron.core.internal.lifecycle.StartStop;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.lifecycle.SystemTime;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.manage.DefaultCronExecutor;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.record.Recorder;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.run.Draining;
import io.openclaw.cron.core.internal.run.RetryDecision;
import io.openclaw.cron.core.internal.run.RunEnvironment;
import io.openclaw.cron.core.internal.run.Timeouts;
import io.openclaw.cron.core.internal.run.WorkerPool;
import io.openclaw.cron.core.internal.run.Workers;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.SkillExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of the library and how they hang together: the one place that wires.
 *
 * <p>Read from the top it follows the data: time, events, recorder, dispatcher, claims, and what manages jobs beside them.
 */
final class Engine {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /** How often to look for executions that are old enough to be removed. */
    private static final Duration RETENTION_PERIOD = Duration.ofMinutes(1);

    final Management management;
    final CronManager manager;
    final CronScheduler scheduler;
    final CronExecutor executor;
    final CronHistory history;
    final EngineStatus status;
    final DueRuns dueRuns;
    final NodeControl nodes;
    final EngineObservers observers = new EngineObservers();

    private final StartStop parts = new StartStop();
    private final EngineTime time;
    private final Drain drain;
    private final OutcomeWaiters waiters;
    private final CronStore store;
    private final boolean ownStore;

    Engine(OpenClawCron.Builder builder, Runnable shutdown, Runnable requireStarted) {
        var config = builder.config;
        var skills = requireNonNull(builder.skillExecutor);
        var ids = new TimeOrderedIds();
        var expressions = new CronExpressions();
        var availability = new StoreAvailability();
        ownStore = builder.store == null;
        store = builder.store == null ? new InMemoryCronStore(builder.clock) : builder.store;
        time = builder.clock instanceof ManualClock manual
                ? new ManualTime(manual)
                : new SystemTime(builder.clock, config.nodeName());
        var clock = new CorrectedClock(time);
        var session =
                new NodeSession(config.nodeName(), time, config.selfFenceAfter(), config.deadAfter(), store.shared());
        var events = new EventBus(config.eventQueue(), config.nodeName());
        var ended = new EndedExecutions(events, observers);

        // Running.
        var pool = new WorkerPool(config.maxConcurrentJobs(), config.nodeName());
        Workers workers = builder.workers == null ? pool : builder.workers::execute;
        var recorder = new Recorder(
                store,
                clock,
                time,
                availability,
                observers,
                new Recorder.Settings(config.outcomeQueue(), config.nodeName()));
        var environment = environment(config, skills, clock, recorder, events);
        var dispatcher =
                new Dispatcher(environment, workers, config.maxConcurrentJobs(), () -> !session.fenced(), observers);
        waiters = new OutcomeWaiters(store, config.nodeName());
        ended.addListener(waiters);

        // Claiming.
        drain = new Drain(dispatcher, waiters.completions());
        nodes = new NodeControl(store, session, drain);
        var inFlight = new ClaimsInFlight();
        var limits = new ClaimLimits(config.maxConcurrentPerSkill(), config.maxConcurrentPerOrganization());
        var results = new ClaimResults(dispatcher, ended, events, clock);
        var planning = new Claims.Planning(clock, expressions, ids, config, skills, limits);
        var feedback = new Claims.Feedback(availability, results, recorder::full, drain::active);
        var claims = new Claims(store, dispatcher, session, inFlight, planning, feedback);
        var claimLoop = new ClaimLoop(claims, dispatcher, session, drain, config, time);
        dispatcher.listen(claimLoop);
        drain.listen(claimLoop::signal);
        var recorded = new RecordFeedback(dispatcher, ended, events, clock, claimLoop);
        var heartbeat = new Heartbeat(
                store,
                time,
                session,
                dispatcher,
                inFlight,
                new Heartbeat.Followers(clock, availability, drain, config.heartbeat()));
        var signals = new SignalLoop(
                store, new RemoteChanges(dispatcher, claimLoop, heartbeat), availability, config.nodeName(), time);
        var deadNodes = new DeadNodes(store, session, ended, claimLoop, config.maxRecoveries());
        var retention = new Retention(store, clock, config.retention());
        var retentionPerJob = new RetentionPerJob(store, config.retentionPerJob());
        var folding = new StatisticsFolding(store, clock);
        var housekeeping = new Housekeeping(
                List.of(
                        deadNodes,
                        waiters,
                        Housekeeping.every(
                                RETENTION_PERIOD,
                                time,
                                () -> retention.removeOld().isPresent()),
                        Housekeeping.every(
                                RETENTION_PERIOD,
                                time,
                                () -> retentionPerJob.removeSurplus().isPresent()),
                        Housekeeping.every(
                                RETENTION_PERIOD, time, () -> folding.foldOld().isPresent())),
                availability,
                config,
                time);

        // Managing.
        var node = new EngineNode(session, dispatcher, claimLoop, waiters, limits, drain);
        status = new EngineStatus(
                store,
                session,
                dispatcher,
                recorder,
                events,
                new EngineStatus.Figures(clock, availability, ended, recorded, drain));
        history = new DefaultCronHistory(store, clock);
        management =
                new Management(store, clock, config, new Management.Shared(ids, expressions, skills, node, events));
        manager = management.manager(history);
        scheduler = management.scheduler(manager, status::statistics, shutdown);
        executor = new DefaultCronExecutor(
                management.manualRuns, management.cancellations, dispatcher::running, requireStarted, events);
        dueRuns = new DueRuns(claimLoop, dispatcher, ended, events, builder.clock instanceof ManualClock);

        var draining = new Draining(dispatcher, late -> store.release(session.node(), late), config.shutdownGrace());
        parts.then("registration", () -> register(heartbeat, session, config, clock), () -> deregister(session))
                .then("events", () -> builder.publishers.forEach(events::add), events::close)
                .then("workers", () -> {}, pool::close)
                .then("recorder", () -> recorder.start(recorded), recorder::stop)
                .then("heartbeat", heartbeat::start, heartbeat::stop)
                .then("executions", () -> {}, draining::drain)
                .then("claims", claimLoop::start, claimLoop::stop)
                .then("signals", signals::start, signals::stop)
                .then("housekeeping", housekeeping::start, housekeeping::stop);
    }

    void start() {
        parts.start();
    }

    void close() {
        parts.stop();
        drain.close();
        waiters.close();
        time.close();
        if (ownStore) {
            store.close();
        }
    }

    private RunEnvironment environment(
            CronManagerConfig config, SkillExecutor skills, CorrectedClock clock, Recorder recorder, EventBus events) {
        var retries = new RetryDecision(
                config.retryDelay(), () -> ThreadLocalRandom.current().nextDouble());
        return new RunEnvironment(
                skills,
                time,
                new Timeouts(time),
                clock,
                recorder,
                events,
                retries,
                config.limits(),
                config.runawayLimit());
    }

    private static void register(
            Heartbeat heartbeat, NodeSession session, CronManagerConfig config, CorrectedClock clock) {
        heartbeat.register();
        if (!config.enableAutoRecovery() && !session.othersAlive()) {
            session.skipBefore(clock.now());
        }
    }

    private void deregister(NodeSession session) {
        try {
            store.deregister(session.node());
        } catch (CronStoreException away) {
            log.warn("node={} could not say goodbye; others take over when it counts as dead", session.node(), away);
        }
    }
}
