package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that are made again, because nobody knows whether they were made before. */
abstract class RepeatedRecordContract extends StoreTestCase {
    private final CronJob.Builder job = aJob();

    @Test
    void aStartThatIsRecordedAgainAddsNothing() {
        insert(job);
        assertRepeated(Reports.started(by(nodeA).only(), NOON));
    }

    @Test
    void anEndThatIsRecordedAgainAddsNothing() {
        assertRepeated(Reports.completed(running(nodeA, job)));

        assertThat(outcomesOf(job.build())).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
        assertThat(totalOf(ORG).outcomes()).isEqualTo(new OutcomeCounts(1, 0, 0, 0, 0));
        assertThat(stored(job.build()).state().runCount()).isEqualTo(1);
    }

    @Test
    void aFailureThatIsRecordedAgainAddsNothing() {
        assertRepeated(Reports.failed(running(nodeA, job)));

        assertThat(stored(job.build()).state().failureStreak()).isEqualTo(1);
    }

    @Test
    void aRetryThatIsRecordedAgainAddsNothing() {
        assertRepeated(Reports.retry(running(nodeA, job), NOON.plusSeconds(2)));
    }

    @Test
    void aRetryThatWasCancelledInsteadAndIsRecordedAgainAddsNothing() {
        var running = running(nodeA, job);
        store.cancel(running.executionId(), ORG, ASKED, NOON);

        assertRepeated(Reports.retry(running, NOON.plusSeconds(2)));

        assertThat(stored(running).status()).isEqualTo(CronExecutionStatus.CANCELLED);
        assertThat(outcomesOf(job.build()).cancelled()).isEqualTo(1);
    }

    @Test
    void aBatchOfWhichSomeWereRecordedBeforeIsTakenAsItIs() {
        insert(aJob());
        insert(aJob());
        var ends = by(nodeA).executions().stream()
                .map(reserved -> Reports.completed(Reports.started(reserved, NOON)))
                .toList();
        record(nodeA, ends.get(0));

        assertThat(store.record(nodeA, ends, NOON))
                .extracting(Recorded::status)
                .containsExactly(Recorded.Status.REPEATED, Recorded.Status.ACCEPTED);
        assertThat(totalOf(ORG).outcomes().completed()).isEqualTo(2);
    }

    private void assertRepeated(CronExecution report) {
        var first = record(nodeA, report);
        assertThat(first.status()).isEqualTo(Recorded.Status.ACCEPTED);
        var state = stored(job.build()).state();
        var total = totalOf(job.build());

        for (var later : List.of(NOON, NOON.plusSeconds(3_600))) {
            var again = store.record(nodeA, List.of(report), later).get(0);

            assertThat(again).isEqualTo(new Recorded(Recorded.Status.REPEATED, first.execution(), null));
            assertThat(stored(report)).isEqualTo(first.execution());
            assertThat(stored(job.build()).state()).isEqualTo(state);
            assertThat(totalOf(job.build())).isEqualTo(total);
        }
    }
}
