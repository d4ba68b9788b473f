package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventuallyWaits;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.internal.lifecycle.CorrectedClock;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.run.RunHarness;
import io.openclaw.cron.core.internal.run.Workers;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts that claim, wired as the engine does it, on a store that answers as a test says and a clock that stands still. */
final class ClaimHarness implements AutoCloseable {
    static final int PERMITS = 4;

    final RunHarness run = new RunHarness();
    final CronManagerConfig config;
    final CorrectedClock clock = new CorrectedClock(run.time);
    final NodeSession session;
    final Dispatcher dispatcher;
    final EndedExecutions ended = new EndedExecutions(run.events::add, EngineObserver.NONE);
    final Drain drain;
    final ClaimsInFlight inFlight = new ClaimsInFlight();
    final ClaimResults results;
    final Claims claims;
    final ClaimLoop claimLoop;
    final Heartbeat heartbeat;
    final CountDownLatch release = new CountDownLatch(1);

    /** Called when a claim lets the starts go first. */
    volatile Runnable startsFirst = () -> {};

    volatile boolean overloaded;
    volatile @Nullable Set<String> skillNames;

    /** A node that has registered. */
    ClaimHarness() {
        this(true, settings -> settings);
    }

    ClaimHarness(boolean shared) {
        this(shared, settings -> settings);
    }

    ClaimHarness(UnaryOperator<CronManagerConfig.Builder> settings) {
        this(true, settings);
    }

    private ClaimHarness(boolean shared, UnaryOperator<CronManagerConfig.Builder> settings) {
        config = settings.apply(CronManagerConfig.builder()
                        .nodeName(run.nodeName)
                        .maxConcurrentJobs(PERMITS)
                        .maxReserved(100)
                        .pollInterval(Duration.ofSeconds(1))
                        .fireAhead(Duration.ofMillis(1_500))
                        .heartbeat(Duration.ofSeconds(2))
                        .selfFenceAfter(Duration.ofSeconds(6))
                        .deadAfter(Duration.ofSeconds(8)))
                .build();
        run.store.shared = shared;
        run.store.storeTime = run.clock::instant;
        session = new NodeSession(
                config.nodeName(), run.time, config.selfFenceAfter(), config.deadAfter(), run.store.shared());
        dispatcher = new Dispatcher(
                run.environment(),
                new Threads(),
                config.maxConcurrentJobs(),
                () -> !session.fenced(),
                EngineObserver.NONE);
        drain = new Drain(dispatcher, Runnable::run);
        results = new ClaimResults(dispatcher, ended, run.events::add, clock);
        var planning = new Claims.Planning(
                clock, new CronExpressions(), new TimeOrderedIds(), config, new NamedSkills(), ClaimLimits.NONE);
        var feedback = new Claims.Feedback(run.availability, results, () -> overloaded, drain::active);
        claims = new Claims(run.store, dispatcher, session, inFlight, planning, feedback);
        claimLoop = new ClaimLoop(claims, dispatcher, session, drain, config, run.time);
        drain.listen(claimLoop::signal);
        heartbeat = new Heartbeat(
                run.store,
                run.time,
                session,
                dispatcher,
                inFlight,
                new Heartbeat.Followers(clock, run.availability, drain, config.heartbeat()));
        heartbeat.register();
    }

    /** An execution that this node has reserved for an instant. */
    JobExecution reserved(Instant at) {
        var job = Samples.aJob().build();
        return new JobExecution(
                Samples.reserved(job).availableAt(at).node(session.node()).build(), job);
    }

    /** An execution whose skill is under way, until it is interrupted or the test ends. */
    JobExecution running() {
        var begun = new CountDownLatch(1);
        run.skill = (request, context) -> {
            begun.countDown();
            release.await();
            return SkillResult.empty();
        };
        var work = reserved(run.clock.instant());
        dispatcher.accept(List.of(work));
        eventually().until(() -> begun.getCount() == 0);
        return work;
    }

    boolean holds(JobExecution work) {
        return dispatcher.holds(work.execution().executionId(), work.execution().fence());
    }

    /** What a claim answers that has reserved these. */
    static ClaimResult claimed(JobExecution... works) {
        return new ClaimResult(true, List.of(works), List.of(), List.of(), List.of(), null);
    }

    static UUID id(JobExecution work) {
        return work.execution().executionId();
    }

    /** Waits until the thread of a loop has nothing to do. */
    void quiet(String role) {
        eventuallyWaits(
                eventually().until(() -> threadOf(role), Optional::isPresent).orElseThrow());
    }

    private Optional<Thread> threadOf(String role) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("openclaw-cron-" + role + "-1-" + run.nodeName))
                .findFirst();
    }

    CronExecution ending() {
        return run.ending().execution();
    }

    @Override
    public void close() {
        release.countDown();
        run.store.comeBack();
        claimLoop.stop();
        heartbeat.stop();
        run.close();
    }

    /** A thread for each skill. */
    private final class Threads implements Workers {
        @Override
        public void execute(Runnable task) {
            new Thread(task).start();
        }

        @Override
        public void awaitTaken(Duration limit) {
            startsFirst.run();
        }
    }

    private final class NamedSkills implements SkillExecutor {
        @Override
        public SkillResult execute(SkillRequest request, SkillContext context) throws Exception {
            return run.skill.execute(request, context);
        }

        @Override
        public Optional<Set<String>> skillNames() {
            return Optional.ofNullable(skillNames);
        }
    }
}
