package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold when many threads use a store at once. */
abstract class ConcurrencyContract extends StoreTestCase {

    @Test
    void everyFireIsClaimedExactlyOnce() {
        var jobs = IntStream.range(0, 200)
                .mapToObj(i -> aJob().priority(i % 10).build())
                .toList();
        store.insertJobs(jobs);
        var nodes = nodes();
        var claimed = new AtomicInteger();

        var results = AtOnce.run(thread -> {
            var mine = new ArrayList<CronExecution>();
            while (claimed.get() < jobs.size()) {
                var batch = by(nodes.get(thread)).room(5, 5).executions();
                claimed.addAndGet(batch.size());
                mine.addAll(batch);
            }
            return mine;
        });

        var all = results.stream().flatMap(List::stream).toList();
        assertThat(all)
                .extracting(CronExecution::jobId)
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(CronJob::jobId).toList());
        for (var thread = 0; thread < AtOnce.THREADS; thread++) {
            var node = nodes.get(thread);
            assertThat(results.get(thread)).allSatisfy(execution -> {
                assertThat(execution.node()).isEqualTo(node);
                assertThat(stored(execution)).isEqualTo(execution);
            });
        }
    }

    @Test
    void everyWaitingExecutionIsClaimedExactlyOnce() {
        var job = insert(aJob().nextRun(null));
        var runs = IntStream.range(0, 100)
                .mapToObj(i -> insert(aManualRun(job)).executionId())
                .toList();
        var nodes = nodes();
        var claimed = new AtomicInteger();

        var results = AtOnce.run(thread -> {
            var mine = new ArrayList<UUID>();
            while (claimed.get() < runs.size()) {
                var batch = by(nodes.get(thread)).room(3, 0).executions();
                claimed.addAndGet(batch.size());
                batch.forEach(execution -> mine.add(execution.executionId()));
            }
            return mine;
        });

        assertThat(results.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(runs);
    }

    @Test
    void executionsInTurnNeverRunBesideEachOther() {
        var jobs = IntStream.range(0, 4)
                .mapToObj(i -> insert(aJob().nextRun(null)))
                .toList();
        for (var job : jobs) {
            IntStream.range(0, 12).forEach(i -> insert(aManualRun(job).inTurn(true)));
        }
        var running = ConcurrentHashMap.<UUID>newKeySet();
        var nodes = nodes();
        var done = new AtomicInteger();

        AtOnce.run(thread -> {
            while (done.get() < 48) {
                for (var execution : by(nodes.get(thread)).room(1, 0).executions()) {
                    assertThat(running.add(execution.jobId())).as("alone").isTrue();
                    var report = Reports.completed(Reports.started(execution, NOON));
                    assertThat(running.remove(execution.jobId())).isTrue();
                    assertThat(record(nodes.get(thread), report).status()).isEqualTo(Recorded.Status.ACCEPTED);
                    done.incrementAndGet();
                }
            }
            return done;
        });

        assertThat(done).hasValue(48);
        jobs.forEach(job -> assertThat(outcomesOf(job).completed()).isEqualTo(12));
    }

    @Test
    void ofManyRunsInTurnForTheirNodesOneIsOwned() {
        var nodes = nodes();
        for (var round = 0; round < 10; round++) {
            var job = insert(aJob().nextRun(NOON));

            var inserted = AtOnce.run(thread -> {
                // A fire is claimed meanwhile, or comes too late.
                if (thread == 0) {
                    return by(nodes.get(thread)).executions();
                }
                var run = aManualRun(job).inTurn(true).node(nodes.get(thread)).fence(1);
                return List.of(store.insertExecution(run.build(), NOON).execution());
            });

            assertThat(executionsOf(job))
                    .filteredOn(execution -> execution.node() != null)
                    .hasSize(1);
            assertThat(inserted.stream().flatMap(List::stream))
                    .filteredOn(execution -> execution.jobId().equals(job.jobId()) && execution.node() != null)
                    .hasSize(1);
            assertThat(executionsOf(job))
                    .allSatisfy(execution -> store.cancel(execution.executionId(), ORG, ASKED, NOON));
        }
    }

    @Test
    void anOutcomeThatManyRecordAtOnceIsCountedOnce() {
        var job = aJob();
        var report = Reports.completed(running(nodeA, job));

        var answers = AtOnce.run(thread -> record(nodeA, report).status());

        assertThat(answers).containsOnlyOnce(Recorded.Status.ACCEPTED);
        assertThat(answers).containsOnly(Recorded.Status.ACCEPTED, Recorded.Status.REPEATED);
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
        assertThat(stored(job.build()).state().runCount()).isEqualTo(1);
    }

    @Test
    void onlyOneOfManyOutcomesIsStored() {
        var job = aJob();
        var running = running(nodeA, job);

        var answers = AtOnce.run(thread -> record(
                nodeA, Reports.completed(running).toBuilder().tokensUsed(thread).build()));

        var accepted = answers.stream()
                .filter(answer -> answer.status() == Recorded.Status.ACCEPTED)
                .toList();
        assertThat(accepted).hasSize(1);
        assertThat(accepted.get(0).execution()).isEqualTo(stored(running));
        assertThat(outcomesOf(job.build()).runs()).isEqualTo(1);
        assertThat(totalOf(ORG).tokensUsed()).isEqualTo(stored(running).tokensUsed());
    }

    @Test
    void anExecutionIsEitherCancelledOrStarted() {
        var job = insert(aJob().nextRun(null));
        for (var round = 0; round < 20; round++) {
            var run = insert(aManualRun(job).node(nodeA).fence(1));
            var started = Reports.started(run, NOON);

            var results = AtOnce.run(thread -> thread % 2 == 0
                    ? record(nodeA, started).stored()
                    : store.cancel(run.executionId(), ORG, ASKED, NOON)
                            .orElseThrow()
                            .status()
                            .isFinal());

            var stored = stored(run);
            for (var thread = 0; thread < AtOnce.THREADS; thread++) {
                var startWon = stored.status() == CronExecutionStatus.RUNNING;
                assertThat(results.get(thread)).isEqualTo((thread % 2 == 0) == startWon);
            }
            assertThat(stored.cancelRequestedAt()).isEqualTo(NOON);
        }
    }

    @Test
    void noChangeOfAJobIsLost() {
        var job = insert(aJob().description("0"));

        AtOnce.run(thread -> {
            for (var changes = 0; changes < 10; ) {
                var before = stored(job);
                var count = Integer.parseInt(Objects.requireNonNull(before.description()));
                var after = before.toBuilder()
                        .description(String.valueOf(count + 1))
                        .version(before.version() + 1)
                        .build();
                try {
                    store.updateJob(new JobChange(after, before.version(), NOON, null, false, null));
                    changes++;
                } catch (JobConflictException lost) {
                    assertThat(lost.jobId()).isEqualTo(job.jobId());
                }
            }
            return true;
        });

        assertThat(stored(job).description()).isEqualTo("80");
        assertThat(stored(job).version()).isEqualTo(81);
    }

    @Test
    void aKeyIsGivenToOneOfMany() {
        var results = AtOnce.run(thread -> {
            try {
                return Stream.of(insert(aJob().jobKey("contested")).jobId());
            } catch (JobConflictException lost) {
                return Stream.<UUID>empty();
            }
        });

        var winners = results.stream().flatMap(winner -> winner).toList();
        assertThat(winners).hasSize(1);
        assertThat(store.countJobs(ORG).jobs()).isEqualTo(1);
    }

    @Test
    void aNameIsGivenToOneOfMany() {
        var results = AtOnce.run(thread -> {
            try {
                return Stream.of(registered("contested"));
            } catch (CronStoreException lost) {
                return Stream.<NodeId>empty();
            }
        });

        var winners = results.stream().flatMap(winner -> winner).toList();
        assertThat(winners).hasSize(1);
        assertThat(store.heartbeat(winners.get(0)).alive()).isTrue();
    }

    @Test
    void manyNodesCanDeclareOneDead() {
        var nodes = nodes();
        var running =
                IntStream.range(0, 10).mapToObj(i -> running(nodeA, aJob())).toList();
        letStoreTimePass(DEAD_AFTER.multipliedBy(2));
        nodes.forEach(store::heartbeat);

        var recoveries = AtOnce.run(thread -> store.recover(nodes.get(thread), DEAD_AFTER, MAX_RECOVERIES));

        assertThat(recoveries.stream()
                        .flatMap(recovery -> Claim.executions(recovery.waiting()).stream())
                        .map(CronExecution::executionId))
                .containsExactlyInAnyOrderElementsOf(
                        running.stream().map(CronExecution::executionId).toList());
        running.forEach(execution -> assertThat(stored(execution).recoveries()).isEqualTo(1));
    }

    @Test
    void oneFireIsNeverReservedTwiceHoweverOftenItsJobChanges() {
        var job = insert(aJob().nextRun(NOON.plusSeconds(1)));
        var nodes = nodes();

        AtOnce.run(thread -> {
            for (var round = 0; round < 15; round++) {
                if (thread % 2 == 0) {
                    by(nodes.get(thread)).claim();
                } else {
                    changeIfUnchanged(job);
                }
            }
            return true;
        });

        assertThat(executionsOf(job)).extracting(CronExecution::scheduledFor).doesNotHaveDuplicates();
        assertThat(stored(job).state().liveCount()).isEqualTo(executionsOf(job).size());
        var owned = nodes.stream()
                .flatMap(node -> store.heartbeat(node).owned().stream())
                .count();
        assertThat(owned).isEqualTo(executionsOf(job).size());
    }

    private void changeIfUnchanged(CronJob job) {
        try {
            change(job, changed -> changed, startingAt(NOON.plusSeconds(1)));
        } catch (JobConflictException lost) {
            assertThat(lost.jobId()).isEqualTo(job.jobId());
        }
    }

    @Test
    void whatRunsKeepsItsParametersHoweverOftenItsJobChanges() {
        var jobs = IntStream.range(0, 60)
                .mapToObj(i -> insert(aJob().skillParams(Map.of("version", 1))))
                .toList();
        var nodes = nodes();
        var ended = new AtomicInteger();
        var claimed = new ConcurrentHashMap<UUID, CronExecution>();

        AtOnce.run(thread -> {
            var random = new Random(thread);
            while (ended.get() < jobs.size()) {
                if (thread % 2 == 0) {
                    var batch = by(nodes.get(thread)).room(5, 0).executions();
                    batch.forEach(execution -> claimed.put(execution.executionId(), execution));
                    for (var execution : batch) {
                        if (random.nextBoolean()) {
                            record(nodes.get(thread), Reports.started(execution, NOON));
                        }
                        record(nodes.get(thread), Reports.completed(Reports.started(execution, NOON)));
                        ended.incrementAndGet();
                    }
                } else {
                    var job = jobs.get(random.nextInt(jobs.size()));
                    changeParameters(job);
                    executionsOf(job)
                            .forEach(execution -> assertThat(execution.skillParams())
                                    .isEqualTo(claimed.getOrDefault(execution.executionId(), execution)
                                            .skillParams()));
                    if (random.nextInt(10) == 0) {
                        store.removeSurplus(1, null, 100);
                    }
                }
            }
            return true;
        });

        claimed.values().forEach(execution -> {
            assertThat(stored(execution).status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(stored(execution).skillParams()).isEqualTo(execution.skillParams());
        });
        jobs.forEach(this::assertConsistent);
    }

    private void changeParameters(CronJob job) {
        try {
            change(
                    job,
                    changed -> changed.skillParams(
                            Map.of("version", UUID.randomUUID().toString())),
                    null);
        } catch (JobConflictException lost) {
            assertThat(lost.jobId()).isEqualTo(job.jobId());
        }
    }

    /** Everything at once: afterwards nothing is lost, doubled or miscounted. */
    @Test
    void whateverHappensAtOnceRowsCountsAndStatisticsAgree() {
        var jobs = IntStream.range(0, 12)
                .mapToObj(i -> insert(aJob(i % 3 == 0 ? OTHER_ORG : ORG)
                        .jobName("job " + i)
                        .policies(JobPolicies.DEFAULT.with(OverlapPolicy.values()[i % 4]))
                        .priority(i % 5)))
                .toList();
        var nodes = nodes();
        var claims = ConcurrentHashMap.<String>newKeySet();
        var ends = new ConcurrentHashMap<UUID, CronExecutionStatus>();

        AtOnce.run(thread -> {
            var worker = new RandomWorker(this, jobs, nodes.get(thread), thread, claims, ends);
            for (var step = 0; step < 60; step++) {
                worker.step(NOON.plusSeconds(10L * step));
            }
            worker.finish();
            return true;
        });

        ends.forEach((executionId, status) -> assertThat(Stream.of(ORG, OTHER_ORG)
                        .flatMap(organization -> store.findExecution(executionId, organization).stream())
                        .map(CronExecution::status))
                .as("what was accepted stays")
                .containsExactly(status));
        jobs.forEach(this::assertConsistent);
        for (var organization : List.of(ORG, OTHER_ORG)) {
            var ofJobs = jobs.stream()
                    .filter(job -> job.organizationId().equals(organization))
                    .map(this::totalOf)
                    .reduce(OutcomeRollup.none(Instant.EPOCH), (one, other) -> one.plus(other));
            assertThat(totalOf(organization)).isEqualTo(ofJobs);
        }
        assertThat(nodes)
                .allSatisfy(node -> assertThat(store.heartbeat(node).owned()).isEmpty());
    }

    private void assertConsistent(CronJob job) {
        var executions = RandomWorker.all(store, job);
        var counts = RandomWorker.countsOf(executions);
        assertThat(outcomesOf(job)).as("outcomes of %s", job.jobName()).isEqualTo(counts);
        var state = stored(job).state();
        assertThat(state.runCount()).isEqualTo(counts.runs());
        assertThat(state.successCount()).isEqualTo(counts.completed());
        assertThat(state.failureCount()).isEqualTo(counts.failed() + counts.timeout());
        assertThat(state.liveCount()).isEqualTo((int) executions.stream()
                .filter(execution -> !execution.status().isFinal())
                .count());
        assertThat(executions.stream().map(CronExecution::scheduledFor).filter(Objects::nonNull))
                .doesNotHaveDuplicates();
        var tokens = executions.stream()
                .filter(execution -> execution.status().isFinal())
                .mapToLong(CronExecution::tokensUsed)
                .sum();
        assertThat(totalOf(job).tokensUsed()).isEqualTo(tokens);
        var durations = totalOf(job).durations();
        assertThat(durations.count())
                .isEqualTo(executions.stream()
                        .filter(execution -> RandomWorker.isRun(execution) && execution.executionTime() != null)
                        .count());
        assertThat(durations.sum())
                .isEqualTo(executions.stream()
                        .filter(execution -> RandomWorker.isRun(execution) && execution.executionTime() != null)
                        .map(CronExecution::executionTime)
                        .reduce(Duration.ZERO, Duration::plus));
    }

    private List<NodeId> nodes() {
        return IntStream.range(0, AtOnce.THREADS)
                .mapToObj(i -> registered("node " + i))
                .toList();
    }
}
