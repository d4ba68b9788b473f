package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Recording what became of executions. */
abstract class RecordContract extends StoreTestCase {
    private final CronJob.Builder job = aJob();

    @Test
    void aStartIsStored() {
        insert(job);
        var reserved = by(nodeA).only();
        var started = Reports.started(reserved, NOON.plusNanos(1_000));

        var recorded = record(nodeA, started);

        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.ACCEPTED, started, null));
        assertThat(stored(reserved)).isEqualTo(started);
        assertThat(outcomesOf(job.build())).isEqualTo(OutcomeCounts.NONE);
        assertThat(stored(job.build()).state().liveCount()).isEqualTo(1);
        assertThat(store.heartbeat(nodeA).owned()).containsExactly(OwnedExecution.of(reserved));
    }

    @Test
    void progressIsStored() {
        var running = running(nodeA, job);
        var progress = running.toBuilder()
                .progress(new CronProgress("reading", 40, "Page 4 of 10"))
                .tokensUsed(120)
                .costCents(3)
                .build();

        assertThat(record(nodeA, progress).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(running)).isEqualTo(progress);
    }

    @Test
    void aCompletionIsStored() {
        var running = running(nodeA, job);
        var result = new LinkedHashMap<String, Object>();
        result.put("rows", Arrays.asList(1, null, Map.of("deep", List.of(true, 2.5, "😀"))));
        result.put("nothing", null);
        var completed = Reports.completed(running).toBuilder()
                .result(result)
                .tokensUsed(7)
                .costCents(2)
                .build();

        var recorded = record(nodeA, completed);

        assertThat(recorded).isEqualTo(new Recorded(Recorded.Status.ACCEPTED, completed, null));
        assertThat(stored(running)).isEqualTo(completed);
        assertThat(completed.node()).isEqualTo(nodeA);
        assertThat(stored(job.build()).state().liveCount()).isZero();
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
    }

    @Test
    void anEndIsStoredThoughTheStartNeverWas() {
        insert(job);
        var reserved = by(nodeA).only();
        var completed = Reports.completed(Reports.started(reserved, NOON));

        assertThat(record(nodeA, completed).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(reserved)).isEqualTo(completed);
        assertThat(outcomesOf(job.build()).completed()).isEqualTo(1);
    }

    @Test
    void everyKindOfEndIsStored() {
        var overlapping = aJob().policies(JobPolicies.DEFAULT.with(OverlapPolicy.ALLOW));
        var base = running(nodeA, overlapping);
        record(nodeA, Reports.completed(base));
        var others = List.of(
                Reports.failed(started(overlapping.build())),
                Reports.timedOut(started(overlapping.build())),
                Reports.cancelled(started(overlapping.build())));

        assertThat(store.record(nodeA, others, NOON))
                .extracting(Recorded::status)
                .containsOnly(Recorded.Status.ACCEPTED);

        others.forEach(other -> assertThat(stored(other)).isEqualTo(other));
        assertThat(outcomesOf(overlapping.build())).isEqualTo(new OutcomeCounts(1, 1, 1, 0, 1));
    }

    private CronExecution started(CronJob ofJob) {
        return start(nodeA, insert(aManualRun(ofJob).node(nodeA).fence(1)));
    }

    @Test
    void anErrorKeepsItsStackTrace() {
        var running = running(nodeA, job);
        var error = new CronExecutionError("IllegalStateException", "Broke: \"x\" \n 漢", "at a.b(C.java:1)\n\tat d");
        var failed = Reports.failed(running).toBuilder().error(error).build();

        record(nodeA, failed);

        assertThat(stored(running).error()).isEqualTo(error);
    }

    @Test
    void aRetryWaitsForAnyNodeUntilItsTime() {
        var running = running(nodeA, job);
        var retry = Reports.retry(running, NOON.plusSeconds(2));

        var recorded = record(nodeA, retry);

        assertThat(recorded.status()).isEqualTo(Recorded.Status.ACCEPTED);
        assertThat(recorded.execution()).isEqualTo(retry);
        assertThat(stored(running)).isEqualTo(retry);
        assertThat(retry.node()).isNull();
        assertThat(store.heartbeat(nodeA).owned()).isEmpty();
        assertThat(stored(job.build()).state().liveCount()).isEqualTo(1);
        assertThat(by(nodeB).at(NOON.plusSeconds(2)).only().executionId()).isEqualTo(running.executionId());
    }

    @Test
    void aReservationCanBeGivenBackByRecordingIt() {
        insert(job);
        var reserved = by(nodeA).only();
        var back = reserved.toBuilder().node(null).claimId(null).build();

        assertThat(record(nodeA, back).status()).isEqualTo(Recorded.Status.ACCEPTED);

        assertThat(stored(reserved)).isEqualTo(back);
        assertThat(by(nodeB).only().fence()).isEqualTo(2);
    }

    @Test
    void whatANodeDoesNotDecideIsNotTakenFromIt() {
        var running = running(nodeA, job);
        var odd = running.toBuilder()
                .skillName("other")
                .skillParams(Map.of("other", 1))
                .priority(0)
                .inTurn(!running.inTurn())
                .scheduledFor(NOON.minusSeconds(1))
                .recoveries(2)
                .node(nodeB)
                .claimId(Ids.next())
                .cancelRequestedAt(NOON)
                .startedBeforeChange(true)
                .build();

        record(nodeA, Reports.completed(odd));

        assertThat(stored(running)).isEqualTo(Reports.completed(running));
    }

    @Test
    void progressDoesNotForgetThatCancellationWasAskedFor() {
        var running = running(nodeA, job);
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        record(nodeA, running.toBuilder().tokensUsed(1).build());

        assertThat(stored(running).cancelRequestedAt()).isEqualTo(NOON);
        assertThat(store.heartbeat(nodeA).cancelRequested()).containsExactly(running.executionId());
    }

    @Test
    void whoeverCancelledARunningExecutionIsKeptAsTheReasonOfItsEnd() {
        var running = running(nodeA, job);
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        record(nodeA, running.toBuilder().tokensUsed(1).build());
        assertThat(stored(running).error()).isEqualTo(ASKED);
        assertThat(record(nodeA, Reports.cancelled(running)).status()).isEqualTo(Recorded.Status.ACCEPTED);
        assertThat(stored(running).error()).isEqualTo(ASKED);
        assertThat(record(nodeA, Reports.cancelled(running)).status()).isEqualTo(Recorded.Status.REPEATED);
    }

    @Test
    void whatEndsByItselfBeforeItsCancellationReachesItEndsAsItDid() {
        var completed = running(nodeA, job);
        var failed = running(nodeA, aJob());
        for (var running : List.of(completed, failed)) {
            store.cancel(running.executionId(), ORG, ASKED, NOON);
        }

        record(nodeA, Reports.completed(completed));
        record(nodeA, Reports.failed(failed));

        assertThat(stored(completed).status()).isEqualTo(CronExecutionStatus.COMPLETED);
        assertThat(stored(completed).error()).isNull();
        assertThat(stored(failed).error()).isEqualTo(Reports.BROKEN);
    }

    @Test
    void severalAreRecordedAtOnceAndAnsweredInTheirOrder() {
        insert(aJob());
        insert(aJob());
        insert(aJob());
        var reserved = by(nodeA).executions();
        var reports = List.of(
                Reports.completed(Reports.started(reserved.get(2), NOON)),
                Reports.started(reserved.get(0), NOON),
                Reports.failed(Reports.started(reserved.get(1), NOON)));

        var recorded = store.record(nodeA, reports, NOON);

        assertThat(recorded).extracting(Recorded::execution).containsExactlyElementsOf(reports);
        reports.forEach(report -> assertThat(stored(report)).isEqualTo(report));
    }

    @Test
    void aRefusedOneDoesNotKeepTheOthersFromBeingStored() {
        insert(aJob());
        insert(aJob());
        insert(aJob());
        var reserved = by(nodeA).executions();
        var stale = Reports.started(reserved.get(0), NOON).toBuilder().fence(0).build();
        var foreign = Reports.claimingToBeOf(
                Reports.started(reserved.get(1), NOON), reserved.get(1).jobId(), OTHER_ORG);
        var fine = Reports.started(reserved.get(2), NOON);

        var recorded = store.record(nodeA, List.of(stale, foreign, fine), NOON);

        assertThat(recorded)
                .extracting(Recorded::status)
                .containsExactly(Recorded.Status.REFUSED, Recorded.Status.REFUSED, Recorded.Status.ACCEPTED);
        assertThat(stored(reserved.get(0))).isEqualTo(reserved.get(0));
        assertThat(stored(reserved.get(1))).isEqualTo(reserved.get(1));
        assertThat(stored(fine)).isEqualTo(fine);
    }

    @Test
    void recordingNothingDoesNothing() {
        assertThat(store.record(nodeA, List.of(), NOON)).isEmpty();
    }

    @Test
    void dataThatCannotBeStoredChangesNothingAndKeepsNothingElseFromBeingStored() {
        insert(aJob());
        insert(aJob());
        var reserved = by(nodeA).executions();
        var running = start(nodeA, reserved.get(0));
        var odd = Reports.completed(running).toBuilder()
                .result(Map.of("text", "before \u0000 after", "half \uD83D", "a pair"))
                .build();
        var fine = Reports.completed(Reports.started(reserved.get(1), NOON));

        var recorded = store.record(nodeA, List.of(odd, fine), NOON);

        assertThat(recorded.get(1).status()).isEqualTo(Recorded.Status.ACCEPTED);
        assertThat(stored(fine)).isEqualTo(fine);
        if (recorded.get(0).status() == Recorded.Status.UNSTORABLE) {
            assertThat(recorded.get(0).reason()).isNotBlank();
            assertThat(stored(running)).isEqualTo(running);
            assertThat(totalOf(ORG).outcomes().completed()).isEqualTo(1);
        } else {
            assertThat(recorded.get(0).status()).isEqualTo(Recorded.Status.ACCEPTED);
            assertThat(stored(running)).isEqualTo(odd);
        }
    }
}
