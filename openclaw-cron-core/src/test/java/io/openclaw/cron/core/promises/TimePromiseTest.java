package io.openclaw.cron.core.promises;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.MisfirePolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Promise 1: a job fires at exactly its instants, never early, whatever is done to the clock. */
class TimePromiseTest {

    @Test
    void aJobStartsOnItsInstantAndNotAMicrosecondBefore() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "* * * * *", "noop");
            host.clock.advance(Duration.ofSeconds(60).minusNanos(1_000));
            assertThat(cron.runDue()).isEmpty();
            host.clock.advance(Duration.ofNanos(1_000));
            assertThat(cron.runDue()).hasSize(1);
            assertThat(host.onlyExecution(job).startedAt()).isEqualTo(TestHost.NOON.plusSeconds(60));
        }
    }

    @Test
    void aReservationIsMadeAheadSoThatItsStartNeedsNoStore() {
        try (var host = new TestHost()) {
            var faulty = new FaultyStore(host.memory, false);
            var cron = host.start(faulty.store(), config -> config);
            host.create(cron, "* * * * *", "noop");
            host.clock.advance(Duration.ofSeconds(59));
            cron.runDue();
            assertThat(cron.scheduler().getStatistics().reserved()).isEqualTo(1);
            faulty.cut();
            host.clock.advance(Duration.ofSeconds(1));
            eventually()
                    .until(() ->
                            host.events.stream().anyMatch(event -> event.type().equals("cron.triggered")));
            faulty.heal();
        }
    }

    @Test
    void aClockSetForwardByAnHourRunsTheMissedFiresByPolicy() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var once = host.create(cron, "*/10 * * * *", "noop");
            var skip = host.create(cron, "*/10 * * * *", "noop", job -> job.misfirePolicy(MisfirePolicy.SKIP));
            var all = host.create(cron, "*/10 * * * *", "noop", job -> job.misfirePolicy(MisfirePolicy.FIRE_ALL));
            host.clock.set(TestHost.NOON.plus(Duration.ofMinutes(65)));
            cron.runDue();
            assertThat(host.executions(once))
                    .extracting(CronExecution::status)
                    .containsExactly(CronExecutionStatus.SKIPPED, CronExecutionStatus.COMPLETED);
            assertThat(host.executions(once).get(0).skippedCount()).isEqualTo(5);
            assertThat(host.executions(skip))
                    .extracting(CronExecution::status, CronExecution::skippedCount)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(CronExecutionStatus.SKIPPED, 6L));
            assertThat(host.executions(all))
                    .extracting(CronExecution::status)
                    .containsOnly(CronExecutionStatus.COMPLETED)
                    .hasSize(6);
            for (var job : java.util.List.of(once, skip, all)) {
                host.assertEachFireCoveredOnce(cron, job, TestHost.NOON, TestHost.NOON.plus(Duration.ofMinutes(65)));
            }
        }
    }

    @Test
    void aClockSetBackByAnHourDoublesNothingAndStartsNothingEarly() {
        try (var host = new TestHost()) {
            var cron = host.start();
            var job = host.create(cron, "*/10 * * * *", "noop");
            host.advance(Duration.ofMinutes(30).minusSeconds(1), Duration.ofSeconds(1), cron);
            assertThat(host.executions(job)).hasSize(3);
            var reservedBefore = host.clock.instant();
            host.clock.set(reservedBefore.minus(Duration.ofHours(1)));
            host.advance(Duration.ofMinutes(59), Duration.ofSeconds(30), cron);
            assertThat(host.executions(job).stream().filter(run -> run.status().isFinal()))
                    .as("nothing of the hour that comes twice runs twice")
                    .hasSize(2);
            host.advance(Duration.ofMinutes(31), Duration.ofSeconds(1), cron);
            host.assertEachFireCoveredOnce(cron, job, TestHost.NOON, TestHost.NOON.plus(Duration.ofMinutes(60)));
            assertThat(host.executions(job))
                    .filteredOn(run -> run.startedAt() != null)
                    .allSatisfy(run -> assertThat(run.startedAt()).isAfterOrEqualTo(run.scheduledFor()));
        }
    }
}
