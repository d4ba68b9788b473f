package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.EventPublisher;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A host on a manual clock, with a store that can fail, and as many engines on it as a test starts. */
final class TestHost implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String ORG = "acme";
    static final Caller ANN = new Caller(ORG, "ann");

    final ManualClock clock = ManualClock.at(NOON);
    final InMemoryCronStore memory = new InMemoryCronStore(clock);
    final SkillRegistry skills = new SkillRegistry();
    final List<CronEvent> events = new CopyOnWriteArrayList<>();
    private final List<OpenClawCron> engines = new ArrayList<>();

    TestHost() {
        skills.register("noop", (request, context) -> SkillResult.empty());
    }

    TestHost skill(String name, SkillExecutor skill) {
        skills.register(name, skill);
        return this;
    }

    /** An engine on the healthy store. */
    OpenClawCron start() {
        return start(memory, config -> config);
    }

    OpenClawCron start(UnaryOperator<CronManagerConfig.Builder> settings) {
        return start(memory, settings);
    }

    OpenClawCron start(CronStore store, UnaryOperator<CronManagerConfig.Builder> settings) {
        return start(store, settings, events::add);
    }

    OpenClawCron start(CronStore store, UnaryOperator<CronManagerConfig.Builder> settings, EventPublisher publisher) {
        var config = CronManagerConfig.builder()
                .nodeName("node-" + engines.size())
                .shutdownGrace(Duration.ZERO)
                .retryDelay(Duration.ofSeconds(1));
        var engine = OpenClawCron.builder()
                .skillExecutor(skills)
                .store(store)
                .clock(clock)
                .config(settings.apply(config).build())
                .eventPublisher(publisher)
                .build();
        engines.add(engine);
        engine.start();
        return engine;
    }

    CronJob create(OpenClawCron engine, String schedule, String skill) {
        return create(engine, schedule, skill, job -> job);
    }

    CronJob create(
            OpenClawCron engine, String schedule, String skill, UnaryOperator<CreateCronJobRequest.Builder> more) {
        var request = CreateCronJobRequest.builder(ORG, "ann", schedule + " " + skill, schedule, skill);
        return engine.manager().createCronJob(more.apply(request).build());
    }

    /** Lets time pass in steps, as a real clock would, and runs what comes due on all engines given. */
    void advance(Duration whole, Duration step, OpenClawCron... running) {
        for (var passed = Duration.ZERO; passed.compareTo(whole) < 0; passed = passed.plus(step)) {
            clock.advance(step);
            for (var engine : running) {
                awaitBeat(engine);
                engine.runDue();
            }
        }
    }

    /** Lets seconds pass until other threads have brought something about, such as housekeeping, which nobody waits for. */
    void advanceUntil(BooleanSupplier reached, OpenClawCron... running) {
        eventually().until(() -> {
            advance(Duration.ofSeconds(1), Duration.ofSeconds(1), running);
            return reached.getAsBoolean();
        });
    }

    /** Manual time runs ahead of the threads; no real machine lives through seconds without a beat. */
    void awaitBeat(OpenClawCron engine) {
        eventually().until(() -> {
            var last = engine.health().lastBeat();
            return last != null && !last.isBefore(clock.instant().minusSeconds(3));
        });
    }

    /** All executions of a job, oldest first. */
    List<CronExecution> executions(CronJob job) {
        var found = new ArrayList<CronExecution>();
        String cursor = null;
        do {
            var page = memory.listExecutions(CronExecutionHistoryQuery.builder(ORG)
                    .jobId(job.jobId())
                    .limit(200)
                    .cursor(cursor)
                    .build());
            found.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        found.sort(Comparator.comparing(CronExecution::executionId));
        return found;
    }

    CronExecution onlyExecution(CronJob job) {
        var executions = executions(job);
        assertThat(executions).hasSize(1);
        return executions.get(0);
    }

    /** Each fire in a range has one execution of its own or lies in one skipped range, and nothing else has. */
    void assertEachFireCoveredOnce(OpenClawCron engine, CronJob job, Instant after, Instant until) {
        var zone = ZoneId.of(job.timezone());
        var fires = new ArrayList<Instant>();
        for (var fire = engine.scheduler().calculateNextRun(job.schedule(), zone, after);
                fire.isPresent() && !fire.get().isAfter(until);
                fire = engine.scheduler().calculateNextRun(job.schedule(), zone, fire.get())) {
            fires.add(fire.get());
        }
        var covered = new ArrayList<Instant>();
        for (var execution : executions(job)) {
            var first = execution.scheduledFor();
            if (first == null || first.isAfter(until)) {
                continue;
            }
            if (execution.status() == CronExecutionStatus.SKIPPED) {
                fires.stream()
                        .filter(fire -> !fire.isBefore(first) && !fire.isAfter(execution.skippedUntil()))
                        .forEach(covered::add);
            } else {
                covered.add(first);
            }
        }
        covered.sort(Comparator.naturalOrder());
        assertThat(covered)
                .as("fires of %s after %s", job.schedule(), after.atOffset(ZoneOffset.UTC))
                .isEqualTo(fires);
    }

    <E extends CronEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
        engines.forEach(OpenClawCron::close);
    }
}
