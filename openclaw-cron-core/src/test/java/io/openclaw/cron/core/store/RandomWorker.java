package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node that does whatever nodes and users do, in a random order. */
final class RandomWorker {
    private static final Duration STEP = Duration.ofSeconds(7);

    private final StoreTestCase test;
    private final CronStore store;
    private final List<CronJob> jobs;
    private final NodeId node;
    private final Random random;
    /** Every claim that anybody has been given, by execution and fence: none may be given twice. */
    private final Set<String> claims;
    /** Every end that the store has accepted. */
    private final Map<UUID, CronExecutionStatus> ends;

    private final List<CronExecution> held = new ArrayList<>();
    private Instant now = StoreTestCase.NOON;

    RandomWorker(
            StoreTestCase test,
            List<CronJob> jobs,
            NodeId node,
            int seed,
            Set<String> claims,
            Map<UUID, CronExecutionStatus> ends) {
        this.test = test;
        this.store = test.store;
        this.jobs = jobs;
        this.node = node;
        this.random = new Random(seed);
        this.claims = claims;
        this.ends = ends;
    }

    void step(Instant at) {
        now = at;
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> claim();
            case 3, 4, 5 -> report();
            case 6 -> run();
            case 7 -> cancel();
            case 8 -> change();
            default -> giveBack();
        }
    }

    /** Lets go of everything that the store holds for this node. */
    void finish() {
        while (!held.isEmpty()) {
            report();
        }
        store.release(node, store.heartbeat(node).owned());
    }

    private void claim() {
        var claimed = test.by(node)
                .at(now)
                .room(4, 4)
                .planning(Planners.every(STEP, now))
                .executions();
        for (var execution : claimed) {
            assertThat(claims.add(execution.executionId() + " " + execution.fence()))
                    .as("given once")
                    .isTrue();
            assertThat(execution.node()).isEqualTo(node);
        }
        held.addAll(claimed);
    }

    private void report() {
        if (held.isEmpty()) {
            return;
        }
        var execution = held.remove(random.nextInt(held.size()));
        var started = execution.status() == CronExecutionStatus.RUNNING ? execution : Reports.started(execution, now);
        switch (random.nextInt(6)) {
            case 0 -> {
                if (test.record(node, started).stored()) {
                    held.add(started);
                }
            }
            case 1 -> record(Reports.retry(started, now.plusSeconds(3)));
            case 2 -> record(Reports.failed(started));
            case 3 -> record(Reports.cancelled(started));
            default ->
                record(Reports.completed(started).toBuilder().tokensUsed(3).build());
        }
    }

    private void record(CronExecution report) {
        var answer = store.record(node, List.of(report), now).get(0);
        var stored = answer.execution();
        if (answer.status() == Recorded.Status.ACCEPTED
                && stored != null
                && stored.status().isFinal()) {
            assertThat(ends.put(report.executionId(), stored.status()))
                    .as("ends once")
                    .isNull();
        }
    }

    private void run() {
        var job = anyJob();
        var run = StoreTestCase.aManualRun(job).availableAt(now).inTurn(random.nextBoolean());
        if (random.nextInt(3) == 0) {
            var mine =
                    store.insertExecution(run.node(node).fence(1).build(), now).execution();
            if (mine.node() != null) {
                held.add(mine);
            }
        } else {
            store.insertExecution(run.build(), now);
        }
    }

    private void cancel() {
        var job = anyJob();
        var query = CronExecutionHistoryQuery.builder(job.organizationId())
                .jobId(job.jobId())
                .limit(5)
                .build();
        var executions = store.listExecutions(query).items();
        if (!executions.isEmpty()) {
            var execution = executions.get(random.nextInt(executions.size()));
            store.cancel(execution.executionId(), job.organizationId(), StoreTestCase.ASKED, now);
        }
    }

    private void change() {
        var before = test.stored(anyJob());
        var status = random.nextInt(3) == 0 ? CronJobStatus.DISABLED : CronJobStatus.ENABLED;
        var nextRun = status == CronJobStatus.ENABLED ? now.plusMillis(random.nextInt(3_000)) : null;
        var after =
                before.toBuilder().status(status).version(before.version() + 1).build();
        var withdraw = status == CronJobStatus.DISABLED;
        try {
            store.updateJob(
                    new JobChange(after, before.version(), now, StoreTestCase.startingAt(nextRun), withdraw, null));
        } catch (JobConflictException lost) {
            assertThat(lost.jobId()).isEqualTo(before.jobId());
        }
    }

    private void giveBack() {
        if (!held.isEmpty()) {
            var execution = held.remove(held.size() - 1);
            store.release(node, List.of(OwnedExecution.of(execution)));
        }
    }

    private CronJob anyJob() {
        return jobs.get(random.nextInt(jobs.size()));
    }

    // ---- what the rows say

    static List<CronExecution> all(CronStore store, CronJob job) {
        var all = new ArrayList<CronExecution>();
        @Nullable String cursor = null;
        do {
            var page = store.listExecutions(CronExecutionHistoryQuery.builder(job.organizationId())
                    .jobId(job.jobId())
                    .limit(200)
                    .cursor(cursor)
                    .build());
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    static OutcomeCounts countsOf(List<CronExecution> executions) {
        var counts = OutcomeCounts.NONE;
        for (var execution : executions) {
            counts = counts.plus(countOf(execution));
        }
        return counts;
    }

    static boolean isRun(CronExecution execution) {
        return countOf(execution).runs() == 1;
    }

    private static OutcomeCounts countOf(CronExecution execution) {
        return switch (execution.status()) {
            case PENDING, RUNNING -> OutcomeCounts.NONE;
            case COMPLETED -> new OutcomeCounts(1, 0, 0, 0, 0);
            case FAILED -> new OutcomeCounts(0, 1, 0, 0, 0);
            case TIMEOUT -> new OutcomeCounts(0, 0, 1, 0, 0);
            case SKIPPED -> new OutcomeCounts(0, 0, 0, execution.skippedCount(), 0);
            case CANCELLED -> new OutcomeCounts(0, 0, 0, 0, 1);
        };
    }
}
