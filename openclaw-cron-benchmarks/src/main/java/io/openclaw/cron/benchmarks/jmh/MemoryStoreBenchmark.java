package io.openclaw.cron.benchmarks.jmh;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.core.internal.claim.FireDecision;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Planning one fire, and the whole way of an execution through the store in memory: claimed, recorded, removed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class MemoryStoreBenchmark {
    private static final int JOBS = 1_000;
    private static final Duration THRESHOLD = Duration.ofSeconds(30);

    private final CronExpressions expressions = new CronExpressions();
    private final TimeOrderedIds ids = new TimeOrderedIds();
    private final InMemoryCronStore store = new InMemoryCronStore();
    private final NodeId node = new NodeId("benchmark", UUID.randomUUID());
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private FireDecision decision;
    private DueJob due;

    @Setup
    public void insert() {
        store.register(node, Duration.ofDays(1));
        var jobs = IntStream.range(0, JOBS).mapToObj(this::job).toList();
        store.insertJobs(jobs);
        due = new DueJob(jobs.get(0), 0, 0, true, true);
        decision = decisionAt(now);
    }

    private CronJob job(int number) {
        return CronJob.builder(ids.next(now), "org", "user")
                .jobName("job " + number)
                .schedule("* * * * *")
                .timezone("America/New_York")
                .skillName("report")
                .nextRun(now)
                .version(1)
                .createdAt(now)
                .updatedAt(now)
                .build();
    }

    private FireDecision decisionAt(Instant moment) {
        return new FireDecision(expressions, ids, new FireDecision.Moment(moment, THRESHOLD, null));
    }

    @Benchmark
    public FirePlan plan() {
        return decision.plan(due);
    }

    @Benchmark
    @OperationsPerInvocation(JOBS)
    public int claimRecordAndRemove() {
        var request = new ClaimRequest(ids.next(now), node, now, now, JOBS, 0, null);
        var claimed = store.claim(request, decisionAt(now)).claimed();
        if (claimed.size() != JOBS) {
            throw new IllegalStateException("Claimed " + claimed.size() + " of " + JOBS);
        }
        List<CronExecution> outcomes =
                claimed.stream().map(one -> completed(one.execution())).toList();
        store.record(node, outcomes, now);
        now = now.plusSeconds(60);
        return store.purge(now, null, JOBS);
    }

    private CronExecution completed(CronExecution execution) {
        return execution.toBuilder()
                .status(CronExecutionStatus.COMPLETED)
                .startedAt(now)
                .completedAt(now)
                .executionTime(Duration.ofMillis(1))
                .attempt(1)
                .build();
    }
}
