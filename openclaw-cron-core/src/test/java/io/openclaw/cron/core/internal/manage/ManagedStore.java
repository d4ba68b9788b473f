package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.Page;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.core.internal.history.DefaultCronHistory;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store in memory with everything that manages jobs around it, a clock that tests set, and one node that claims when it is
 * told to. It starts at noon UTC on a Sunday.
 */
final class ManagedStore {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final String ORG = "acme";
    static final Caller ANN = new Caller(ORG, "ann");
    static final Caller STRANGER = new Caller("other", "mallory");
    private static final Set<String> READING = Set.of(
            "findJob", "findExecution", "listJobs", "listExecutions", "countJobs", "countQueued", "rollups", "shared");

    final RecordingNode node = new RecordingNode();
    final List<CronEvent> events = Collections.synchronizedList(new ArrayList<>());
    final Set<String> skills = new HashSet<>(Set.of("report", "mail"));
    final CronExpressions expressions = new CronExpressions();

    /** What to do just before the next call of a method of the store, once. */
    final Map<String, Runnable> before = new ConcurrentHashMap<>();

    /** What to do just after the next call of a method of the store, once. */
    final Map<String, Runnable> after = new ConcurrentHashMap<>();

    /** The methods that changed, or tried to change, the store. */
    final List<String> writes = Collections.synchronizedList(new ArrayList<>());

    final CronStore store;
    final DefaultCronManager manager;
    final ManualRuns runs;
    final Cancellations cancellations;
    final DefaultCronHistory history;

    private final TimeOrderedIds ids = new TimeOrderedIds();
    private Instant now = NOON;

    ManagedStore() {
        this(CronManagerConfig.defaults());
    }

    ManagedStore(CronManagerConfig config) {
        store = watched(new InMemoryCronStore(new SetClock()));
        var rules = new JobRules(config.limits(), new NamedSkills(), expressions);
        var jobs = new JobLookup(store, rules);
        var announcements = new Announcements(node, events::add);
        history = new DefaultCronHistory(store, this::now);
        cancellations = new Cancellations(store, this::now, rules, announcements);
        runs = new ManualRuns(store, this::now, ids, jobs, cancellations, node);
        manager = new DefaultCronManager(
                new JobDrafts(config, rules, expressions, ids),
                jobs,
                new JobWrites(store, this::now, jobs, new JobChanges(expressions, ids), announcements),
                runs,
                history);
        store.register(node.node(), Duration.ofDays(1));
        writes.clear();
    }

    Instant now() {
        return now;
    }

    void setTime(Instant instant) {
        now = instant;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A request for a job that is good in every way, every hour on the hour. */
    static CreateCronJobRequest.Builder aJob() {
        return aJob("0 * * * *");
    }

    static CreateCronJobRequest.Builder aJob(String schedule) {
        return CreateCronJobRequest.builder(ORG, "ann", "Report", schedule, "report");
    }

    CronJob create(CreateCronJobRequest.Builder request) {
        var job = manager.createCronJob(request.build());
        forget();
        return job;
    }

    /** Forgets what was sent, told to the node, and written so far. */
    void forget() {
        events.clear();
        node.forget();
        writes.clear();
    }

    CronJob stored(CronJob job) {
        return store.findJob(job.jobId(), job.organizationId()).orElseThrow();
    }

    /** What a new time zone database may do to a job. */
    CronJob loseZone(CronJob job) {
        var changed = job.toBuilder().timezone("Atlantis/Capital").build();
        var done = store.updateJob(new JobChange(changed, job.version(), now, null, false, null));
        forget();
        return done.job();
    }

    /** All executions of a job, oldest first. */
    List<CronExecution> executions(CronJob job) {
        var newestFirst = store.listExecutions(CronExecutionHistoryQuery.builder(job.organizationId())
                        .jobId(job.jobId())
                        .limit(Page.MAX_LIMIT)
                        .build())
                .items();
        var oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    /** Everything that there is, of two organizations. */
    List<Object> contents() {
        var all = new ArrayList<Object>();
        for (var organization : List.of(ORG, "other")) {
            all.addAll(store.listJobs(CronJobListQuery.builder(organization)
                            .statuses(EnumSet.allOf(CronJobStatus.class))
                            .build())
                    .items());
            all.addAll(store.listExecutions(
                            CronExecutionHistoryQuery.builder(organization).build())
                    .items());
        }
        return all;
    }

    /** Reserves for the node what is due within a time. */
    List<CronExecution> claim(Duration ahead) {
        var request = new ClaimRequest(UUID.randomUUID(), node.node(), now, now.plus(ahead), 100, 100, null);
        var claimed = store.claim(request, this::plan).claimed();
        writes.clear();
        return claimed.stream().map(claim -> claim.execution()).toList();
    }

    /** Records that a skill has been called. */
    CronExecution start(CronExecution execution) {
        return record(execution.toBuilder()
                .status(CronExecutionStatus.RUNNING)
                .startedAt(now)
                .attempt(1)
                .build());
    }

    /** Records an outcome. */
    CronExecution end(CronExecution execution, CronExecutionStatus status) {
        return record(execution.toBuilder()
                .status(status)
                .startedAt(now)
                .attempt(1)
                .completedAt(now)
                .executionTime(Duration.ofMillis(10))
                .build());
    }

    private CronExecution record(CronExecution execution) {
        var recorded = store.record(node.node(), List.of(execution), now).get(0);
        writes.clear();
        if (!recorded.stored()) {
            throw new AssertionError("Not recorded: " + recorded);
        }
        return recorded.execution();
    }

    private FirePlan plan(DueJob due) {
        var job = due.job();
        var fireAt = job.nextRun();
        var inTurn = job.policies().overlap() != OverlapPolicy.ALLOW;
        return new FirePlan(
                List.of(PlannedFire.reserve(ids.next(now), fireAt, inTurn)),
                expressions
                        .fireTimes(job.schedule(), job.timezone())
                        .next(fireAt)
                        .orElse(null),
                false,
                null);
    }

    private CronStore watched(CronStore real) {
        return (CronStore) Proxy.newProxyInstance(
                CronStore.class.getClassLoader(), new Class<?>[] {CronStore.class}, (proxy, method, arguments) -> {
                    Optional.ofNullable(before.remove(method.getName())).ifPresent(Runnable::run);
                    if (!READING.contains(method.getName())) {
                        writes.add(method.getName());
                    }
                    try {
                        var answer = method.invoke(real, arguments);
                        Optional.ofNullable(after.remove(method.getName())).ifPresent(Runnable::run);
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private final class NamedSkills implements SkillExecutor {
        @Override
        public SkillResult execute(SkillRequest request, SkillContext context) {
            return SkillResult.empty();
        }

        @Override
        public Optional<Set<String>> skillNames() {
            return Optional.of(Set.copyOf(skills));
        }
    }

    private final class SetClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** The id of a node, the same in every run. */
    static NodeId nodeId(String name) {
        return new NodeId(name, new UUID(0, name.hashCode()));
    }
}
