package io.openclaw.cron.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.jdbc.faults.SkillCalls.Call;
import io.openclaw.cron.spi.RollupQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a load has left behind, once it is at rest: the rows, the calls and the statistics tell the same story. */
final class Books {
    private final Load load;
    private final List<CronExecution> rows;
    private final Map<UUID, List<CronExecution>> rowsByJob;
    private final Map<UUID, List<Call>> callsByExecution;

    Books(Load load) {
        this.load = load;
        this.rows = rows(load);
        this.rowsByJob = rows.stream().collect(Collectors.groupingBy(CronExecution::jobId));
        this.callsByExecution = load.calls.ended().stream().collect(Collectors.groupingBy(Call::executionId));
    }

    private static List<CronExecution> rows(Load load) {
        var found = new ArrayList<CronExecution>();
        @Nullable String cursor = null;
        do {
            var page = load.store.listExecutions(CronExecutionHistoryQuery.builder(Load.ORG)
                    .limit(200)
                    .cursor(cursor)
                    .build());
            found.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    int executions() {
        return rows.size();
    }

    int calls() {
        return callsByExecution.values().stream().mapToInt(List::size).sum();
    }

    /**
     * Checks it all.
     *
     * @param interrupted whether the node may have lost its executions for a while, so that an attempt may have been made anew
     */
    void check(boolean interrupted) {
        assertThat(rows).allMatch(row -> row.status().isFinal());
        load.jobs.forEach(this::checkFires);
        rows.forEach(row -> checkCalls(row, interrupted));
        checkNoCallIsUnknown();
        checkRunsByHand();
        load.jobs.stream()
                .filter(job -> job.policies().overlap() != OverlapPolicy.ALLOW)
                .forEach(this::checkNoOverlap);
        load.jobs.forEach(this::checkState);
        load.jobs.forEach(job -> checkRollups(job.jobId(), rowsOf(job)));
        checkRollups(null, rows);
    }

    private List<CronExecution> rowsOf(CronJob job) {
        return rowsByJob.getOrDefault(job.jobId(), List.of());
    }

    /** Every fire is one row of its own, or lies in one skipped range. */
    private void checkFires(CronJob job) {
        var until = Objects.requireNonNull(stored(job).nextRun());
        var fires = new ArrayList<Instant>();
        for (var fire = job.nextRun(); fire != null && fire.isBefore(until); fire = next(job, fire)) {
            fires.add(fire);
        }
        var covered = rowsOf(job).stream()
                .filter(row -> row.trigger() == CronTrigger.SCHEDULE)
                .flatMap(row -> firesOf(row, fires).stream())
                .sorted()
                .toList();
        assertThat(covered).as("fires of %s %s", job.jobName(), job.policies()).isEqualTo(fires);
    }

    private @Nullable Instant next(CronJob job, Instant fire) {
        return load.cron
                .scheduler()
                .calculateNextRun(job.schedule(), ZoneOffset.UTC, fire)
                .orElse(null);
    }

    private static List<Instant> firesOf(CronExecution row, List<Instant> fires) {
        var first = Objects.requireNonNull(row.scheduledFor());
        var last = Objects.requireNonNullElse(row.skippedUntil(), first);
        if (row.status() != CronExecutionStatus.SKIPPED) {
            return List.of(first);
        }
        var range = fires.stream()
                .filter(fire -> !fire.isBefore(first) && !fire.isAfter(last))
                .toList();
        assertThat(range).as("skipped %s", row).hasSize((int) row.skippedCount());
        return range;
    }

    /** Each attempt was one call, and the last one is what is recorded. */
    private void checkCalls(CronExecution row, boolean interrupted) {
        var calls = callsByExecution.getOrDefault(row.executionId(), List.of());
        var attempts = calls.stream().map(Call::attempt).sorted().toList();
        if (row.status() == CronExecutionStatus.SKIPPED) {
            assertThat(attempts).as("calls of %s", row).isEmpty();
        } else if (row.status() != CronExecutionStatus.CANCELLED) {
            var all = IntStream.rangeClosed(1, row.attempt()).boxed().toList();
            var made = interrupted ? attempts.stream().distinct().toList() : attempts;
            assertThat(made).as("calls %s of %s", calls, row).isEqualTo(all);
        }
        assertThat(calls).as("claims of %s", row).extracting(Call::fence).doesNotHaveDuplicates();
        checkOneAfterAnother(calls);
    }

    /**
     * Every call has its row. A reservation may have started before its node has heard that it gave way to a run by hand: where its
     * fire has been reserved anew by then, that one has the row.
     */
    private void checkNoCallIsUnknown() {
        var known = rows.stream().map(CronExecution::executionId).collect(Collectors.toSet());
        assertThat(callsByExecution.entrySet())
                .filteredOn(calls -> !known.contains(calls.getKey()))
                .flatExtracting(Map.Entry::getValue)
                .allMatch(call -> call.fence() == 1 && call.attempt() == 1 && isRecordedOtherwise(call));
    }

    private boolean isRecordedOtherwise(Call call) {
        return rowsByJob.getOrDefault(call.jobId(), List.of()).stream()
                .anyMatch(row -> call.scheduledAt().equals(row.scheduledFor()));
    }

    private void checkRunsByHand() {
        var byId = rows.stream().collect(Collectors.toMap(CronExecution::executionId, Function.identity()));
        assertThat(byId.keySet()).containsAll(load.queued);
        for (var outcome : load.awaited) {
            assertThat(outcome).succeedsWithin(Duration.ofSeconds(10)).satisfies(told -> {
                var row = Objects.requireNonNull(byId.get(told.executionId()));
                assertThat(told.status()).isEqualTo(row.status());
                assertThat(told.attempt()).isEqualTo(row.attempt());
            });
        }
    }

    private void checkNoOverlap(CronJob job) {
        checkOneAfterAnother(rowsOf(job).stream()
                .flatMap(row -> callsByExecution.getOrDefault(row.executionId(), List.of()).stream())
                .toList());
    }

    private void checkOneAfterAnother(Collection<Call> calls) {
        var inOrder =
                calls.stream().sorted(Comparator.comparingLong(Call::began)).toList();
        for (var i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).began())
                    .as("at once: %s", described(inOrder.subList(i - 1, i + 1)))
                    .isGreaterThanOrEqualTo(inOrder.get(i - 1).ended());
        }
    }

    private String described(List<Call> calls) {
        return calls.stream()
                .map(call -> call + " of "
                        + rows.stream()
                                .filter(row -> row.executionId().equals(call.executionId()))
                                .toList())
                .collect(Collectors.joining("\n"));
    }

    private void checkState(CronJob job) {
        var outcomes = outcomes(rowsOf(job));
        var state = stored(job).state();
        assertThat(state.liveCount()).as(job.jobName()).isZero();
        assertThat(state.runCount()).as(job.jobName()).isEqualTo(outcomes.runs());
        assertThat(state.successCount()).as(job.jobName()).isEqualTo(outcomes.completed());
        assertThat(state.failureCount()).as(job.jobName()).isEqualTo(outcomes.failed() + outcomes.timeout());
    }

    private void checkRollups(@Nullable UUID jobId, List<CronExecution> of) {
        var now = Instant.now();
        var query = new RollupQuery(
                Load.ORG, jobId, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), RollupQuery.Step.TOTAL);
        var read = load.store.rollups(query);
        var total = read.isEmpty() ? OutcomeCounts.NONE : read.get(0).outcomes();
        assertThat(total).as("statistics of %s", jobId).isEqualTo(outcomes(of));
        var tokens = read.isEmpty() ? 0 : read.get(0).tokensUsed();
        assertThat(tokens)
                .isEqualTo(of.stream().mapToLong(CronExecution::tokensUsed).sum());
    }

    private static OutcomeCounts outcomes(List<CronExecution> of) {
        return of.stream().map(Books::outcome).reduce(OutcomeCounts.NONE, OutcomeCounts::plus);
    }

    private static OutcomeCounts outcome(CronExecution row) {
        return switch (row.status()) {
            case COMPLETED -> new OutcomeCounts(1, 0, 0, 0, 0);
            case FAILED -> new OutcomeCounts(0, 1, 0, 0, 0);
            case TIMEOUT -> new OutcomeCounts(0, 0, 1, 0, 0);
            case SKIPPED -> new OutcomeCounts(0, 0, 0, row.skippedCount(), 0);
            case CANCELLED -> new OutcomeCounts(0, 0, 0, 0, 1);
            case PENDING, RUNNING -> OutcomeCounts.NONE;
        };
    }

    private CronJob stored(CronJob job) {
        return load.store.findJob(job.jobId(), Load.ORG).orElseThrow();
    }
}
