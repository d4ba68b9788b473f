package io.openclaw.cron.core.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Executions show the parameters that they ran with, whatever becomes of their job. */
abstract class ParametersContract extends StoreTestCase {
    private static final Map<String, Object> FIRST = Map.of("folder", "in", "depth", 1);
    private static final Map<String, Object> SECOND = Map.of("folder", "out", "depth", 2);

    @Test
    void aChangeOfParametersIsForTheExecutionsAfterIt() {
        var job = insert(aJob().skillParams(FIRST));
        var before = run(job);

        changeTo(job, SECOND);
        var after = run(job);

        assertShown(job, Map.of(before, FIRST, after, SECOND));
    }

    @Test
    void eachExecutionShowsItsOwnAfterManyChanges() {
        var job = insert(aJob().skillParams(Map.of("number", 0)));
        var expected = new HashMap<UUID, Map<String, Object>>();
        for (var number = 1; number <= 5; number++) {
            expected.put(run(job), stored(job).skillParams());
            expected.put(run(job), stored(job).skillParams());
            changeTo(job, Map.of("number", number));
        }

        assertThat(expected.values()).extracting(params -> params.get("number")).contains(0, 1, 2, 3, 4);
        assertShown(job, expected);
    }

    @Test
    void parametersWithWhichNothingRanAreShownNowhere() {
        var job = insert(aJob().skillParams(FIRST));
        var before = run(job);
        changeTo(job, Map.of("number", 1));
        changeTo(job, Map.of("number", 2));
        changeTo(job, SECOND);

        assertShown(job, Map.of(before, FIRST, run(job), SECOND));
    }

    @Test
    void aChangeOfSomethingElseChangesNoParameters() {
        var job = insert(aJob().skillParams(FIRST));
        var first = run(job);
        change(job, changed -> changed.description("new"), null);
        var second = run(job);
        changeTo(job, SECOND);
        var third = run(job);
        change(job, changed -> changed.description("newer"), null);

        assertShown(job, Map.of(first, FIRST, second, FIRST, third, SECOND));
    }

    @Test
    void formerParametersCanComeBack() {
        var job = insert(aJob().skillParams(FIRST));
        var first = run(job);
        changeTo(job, SECOND);
        var second = run(job);
        changeTo(job, FIRST);
        var third = run(job);
        changeTo(job, SECOND);

        assertShown(job, Map.of(first, FIRST, second, SECOND, third, FIRST));
    }

    @Test
    void aDeletedJobLeavesParametersToItsExecutions() {
        var job = insert(aJob().skillParams(FIRST));
        var first = run(job);
        changeTo(job, SECOND);
        var second = run(job);

        change(job, changed -> changed.status(CronJobStatus.DELETED), startingAt(null), true);

        assertShown(job, Map.of(first, FIRST, second, SECOND));
    }

    @Test
    void jobsHaveTheirOwn() {
        var job = insert(aJob().skillParams(FIRST).nextRun(null));
        var other = insert(aJob().skillParams(SECOND));
        var foreign = insert(aJob(OTHER_ORG).skillParams(Map.of()).nextRun(null));
        var ofOther = run(other);
        changeTo(other, FIRST);
        change(job, changed -> changed.skillParams(SECOND), startingAt(NOON));
        var ofJob = run(job);
        change(job, changed -> changed.skillParams(FIRST), startingAt(null));
        change(foreign, changed -> changed.skillParams(FIRST), startingAt(NOON.plusSeconds(1)));
        var ofForeign = run(foreign);

        assertShown(job, Map.of(ofJob, SECOND));
        assertShown(other, Map.of(ofOther, SECOND));
        assertShown(foreign, Map.of(ofForeign, FIRST));
    }

    @Test
    void whatIsLiveKeepsTheParametersWithWhichItWasClaimed() {
        var job = insert(aJob().skillParams(FIRST).policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW)));
        var running = start(nodeA, by(nodeA).only());
        var reserved = by(nodeA).at(NOON.plusSeconds(59)).only();
        changeTo(job, SECOND);
        assertShown(job, Map.of(running.executionId(), FIRST, reserved.executionId(), FIRST));

        record(nodeA, Reports.completed(running));
        var ended = Reports.completed(Reports.started(reserved, requireNonNull(reserved.scheduledFor())));
        record(nodeA, ended);
        changeTo(job, Map.of("number", 3));

        assertShown(job, Map.of(running.executionId(), FIRST, reserved.executionId(), FIRST));
    }

    @Test
    void everyKindOfExecutionKeepsItsOwn() {
        var job = insert(aJob().skillParams(FIRST));
        var failed = start(nodeA, by(nodeA).only());
        record(nodeA, Reports.retry(failed, NOON.plusSeconds(1)));
        var retried = by(nodeA).at(NOON.plusSeconds(1)).only();
        record(nodeA, Reports.failed(Reports.started(retried, NOON.plusSeconds(1))));
        var cancelled = by(nodeA).at(NOON.plusSeconds(60)).only();
        record(nodeA, Reports.cancelledBeforeItsStart(cancelled, NOON.plusSeconds(60)));
        var manual = insert(aManualRun(job).skillParams(Map.of("folder", "asked for")));
        changeTo(job, SECOND);

        assertShown(
                job,
                Map.of(
                        failed.executionId(), FIRST,
                        cancelled.executionId(), FIRST,
                        manual.executionId(), Map.of("folder", "asked for")));
    }

    @Test
    void whatStaysKeepsItsParametersWhenOldExecutionsGo() {
        var job = insert(aJob().skillParams(Map.of("number", 0)));
        var runs = new ArrayList<UUID>();
        for (var number = 1; number <= 6; number++) {
            runs.add(run(job));
            changeTo(job, Map.of("number", number));
        }

        store.purge(requireNonNull(stored(runs.get(2), job).scheduledFor()), null, 100);
        assertShown(job, numbered(runs, 2));
        store.purge(requireNonNull(stored(runs.get(3), job).scheduledFor()), ORG, 100);
        assertShown(job, numbered(runs, 3));
        store.removeSurplus(2, null, 100);
        assertShown(job, numbered(runs, 4));
        store.purge(EVER, null, 100);
        assertThat(executionsOf(job)).isEmpty();

        var after = run(job);
        changeTo(job, FIRST);
        assertShown(job, Map.of(after, Map.of("number", 6)));
    }

    private static Map<UUID, Map<String, Object>> numbered(List<UUID> runs, int from) {
        var numbered = new HashMap<UUID, Map<String, Object>>();
        for (var number = from; number < runs.size(); number++) {
            numbered.put(runs.get(number), Map.of("number", number));
        }
        return numbered;
    }

    /** Lets the next fire of the only job that is due run to its end. */
    private UUID run(CronJob job) {
        var fireAt = requireNonNull(stored(job).nextRun());
        var reserved = by(nodeA).at(fireAt).only();
        record(nodeA, Reports.completed(Reports.started(reserved, fireAt)));
        return reserved.executionId();
    }

    private void changeTo(CronJob job, Map<String, Object> params) {
        change(job, changed -> changed.skillParams(params), null);
    }

    private CronExecution stored(UUID executionId, CronJob job) {
        return store.findExecution(executionId, job.organizationId()).orElseThrow();
    }

    /** One by one, in a list, in one of the job, and page by page: by offset, and by cursor. */
    private void assertShown(CronJob job, Map<UUID, Map<String, Object>> expected) {
        expected.forEach((executionId, params) ->
                assertThat(stored(executionId, job).skillParams()).isEqualTo(params));
        var all = CronExecutionHistoryQuery.builder(job.organizationId())
                .limit(200)
                .build();
        assertThat(paramsOf(store.listExecutions(all).items())).containsAllEntriesOf(expected);
        var ofJob = all.toBuilder().jobId(job.jobId()).build();
        assertThat(paramsOf(store.listExecutions(ofJob).items())).isEqualTo(expected);
        var byOffset = new ArrayList<CronExecution>();
        var byCursor = new ArrayList<CronExecution>();
        var page = ofJob.toBuilder().limit(1).build();
        for (var offset = 0; offset < expected.size(); offset++) {
            byOffset.addAll(store.listExecutions(
                            ofJob.toBuilder().limit(1).offset(offset).build())
                    .items());
            var found = store.listExecutions(page);
            byCursor.addAll(found.items());
            page = page.toBuilder().cursor(found.nextCursor()).build();
        }
        assertThat(paramsOf(byOffset)).isEqualTo(expected);
        assertThat(paramsOf(byCursor)).isEqualTo(expected);
    }

    private static Map<UUID, Map<String, Object>> paramsOf(List<CronExecution> executions) {
        var params = new HashMap<UUID, Map<String, Object>>();
        executions.forEach(execution -> params.put(execution.executionId(), execution.skillParams()));
        return params;
    }
}
