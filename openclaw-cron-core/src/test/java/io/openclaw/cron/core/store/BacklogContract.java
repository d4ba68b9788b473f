package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is claimed and recorded by the hundred, for which stores have ways of their own. */
abstract class BacklogContract extends StoreTestCase {
    private static final int MANY = 120;
    /** Of outcomes it takes more until there are ways of their own. */
    private static final int MANY_OUTCOMES = 320;

    @Test
    void everyJobIsClaimedOnceThoughEarlierOnesComeInBetween() {
        var jobs = new ArrayList<>(insertMany(3 * MANY, NOON));
        var claimed = new ArrayList<>(jobIds(by(nodeA).room(MANY, 0)));
        jobs.add(insert(aJob().nextRun(NOON.minusSeconds(3_600))));

        for (var more = jobIds(by(nodeA).room(MANY, 0));
                !more.isEmpty();
                more = jobIds(by(nodeA).room(MANY, 0))) {
            claimed.addAll(more);
        }

        assertThat(claimed)
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(CronJob::jobId).toList());
    }

    @Test
    void withRoomForAllThatIsDueEarlierOnesAreFoundAtOnce() {
        insertMany(MANY + 1, NOON);
        by(nodeA).room(MANY, 0).claim();
        var early = insert(aJob().nextRun(NOON.minusSeconds(3_600)));

        assertThat(jobIds(by(nodeA).room(MANY, 0))).hasSize(2).contains(early.jobId());
    }

    @Test
    void amongMoreThanThereIsRoomForEarlierOnesAreFoundSoon() {
        insertMany(4 * MANY, NOON);
        by(nodeA).room(MANY, 0).claim();
        var early = insert(aJob().nextRun(NOON.minusSeconds(3_600)));

        var next = jobIds(by(nodeA).room(MANY, 0));
        var aSecondLater = jobIds(by(nodeA).room(MANY, 0).at(NOON.plusSeconds(1)));

        assertThat(Stream.of(next, aSecondLater).flatMap(List::stream))
                .hasSize(2 * MANY)
                .contains(early.jobId());
    }

    @Test
    void higherPrioritiesComeFirstWhereverClaimsHaveCome() {
        insertMany(3 * MANY, NOON);
        by(nodeA).room(MANY, 0).claim();
        var urgent = insert(aJob().priority(9));

        assertThat(jobIds(by(nodeA).room(MANY, 0))).hasSize(MANY).startsWith(urgent.jobId());
    }

    @Test
    void aFireThatHasRunIsNotRunAgainWhenItsJobIsPutBackToIt() {
        var jobs = insertMany(MANY_OUTCOMES, NOON);
        complete(by(nodeA).room(MANY_OUTCOMES, 0).executions());
        jobs.forEach(job -> change(job, changed -> changed, startingAt(NOON)));

        by(nodeA).room(MANY_OUTCOMES, 0).claim();

        assertThat(jobs)
                .allSatisfy(job -> assertThat(executionsOf(job))
                        .extracting(CronExecution::scheduledFor)
                        .containsOnlyOnce(NOON));
    }

    @Test
    void aFewJobsThatArePutBackDoNotRunAFireAgainEither() {
        var job = insert(aJob());
        complete(by(nodeA).executions());
        change(job, changed -> changed, startingAt(NOON));

        by(nodeA).claim();

        assertThat(executionsOf(job)).extracting(CronExecution::scheduledFor).containsOnlyOnce(NOON);
    }

    @Test
    void outcomesAreAddedToWhatIsThereAndToWhatIsNew() {
        var twice = insertMany(MANY_OUTCOMES, NOON);
        fail(by(nodeA).room(MANY_OUTCOMES, 0).executions());
        var once = insertMany(MANY_OUTCOMES, NOON.plusSeconds(60));

        var later = NOON.plusSeconds(60);
        fail(by(nodeA)
                .room(2 * MANY_OUTCOMES, 0)
                .at(later)
                .planning(Planners.every(Duration.ofMinutes(1), later))
                .executions());

        assertThat(twice).allSatisfy(job -> {
            assertThat(stored(job).state().failureStreak()).isEqualTo(2);
            assertThat(outcomesOf(job).failed()).isEqualTo(2);
        });
        assertThat(once).allSatisfy(job -> {
            assertThat(stored(job).state().failureStreak()).isEqualTo(1);
            assertThat(outcomesOf(job).failed()).isEqualTo(1);
        });
        assertThat(totalOf(ORG).outcomes().failed()).isEqualTo(3 * MANY_OUTCOMES);
    }

    @Test
    void firstOutcomesOfTheSameJobsRecordedAtOnceAreAllCounted() {
        var jobs = insertMany(MANY_OUTCOMES, null);
        var runs = IntStream.range(0, AtOnce.THREADS)
                .mapToObj(thread -> runsOf(jobs, registered("node " + thread)))
                .toList();

        AtOnce.run(thread -> store.record(
                runs.get(thread).node(),
                runs.get(thread).running().stream().map(Reports::completed).toList(),
                NOON));

        assertThat(jobs).allSatisfy(job -> {
            assertThat(stored(job).state().successCount()).isEqualTo(AtOnce.THREADS);
            assertThat(outcomesOf(job).completed()).isEqualTo(AtOnce.THREADS);
        });
        assertThat(totalOf(ORG).outcomes().completed()).isEqualTo((long) MANY_OUTCOMES * AtOnce.THREADS);
    }

    private record Runs(NodeId node, List<CronExecution> running) {}

    private Runs runsOf(List<CronJob> jobs, NodeId node) {
        return new Runs(
                node,
                jobs.stream()
                        .map(job -> insert(aManualRun(job).node(node).fence(1)))
                        .map(reserved -> Reports.started(reserved, NOON))
                        .toList());
    }

    private List<CronJob> insertMany(int count, @Nullable Instant nextRun) {
        var jobs = IntStream.range(0, count)
                .mapToObj(i -> aJob().nextRun(nextRun).build())
                .toList();
        store.insertJobs(jobs);
        return jobs;
    }

    private void complete(List<CronExecution> reserved) {
        record(reserved.stream()
                .map(run -> Reports.completed(Reports.started(run, NOON)))
                .toList());
    }

    private void fail(List<CronExecution> reserved) {
        record(reserved.stream()
                .map(run -> Reports.failed(Reports.started(run, NOON)))
                .toList());
    }

    private void record(List<CronExecution> reports) {
        assertThat(reports).hasSizeGreaterThan(0);
        store.record(nodeA, reports, NOON);
    }

    private static List<UUID> jobIds(Claim claim) {
        return claim.ahead(Duration.ZERO).executions().stream()
                .map(CronExecution::jobId)
                .toList();
    }
}
