package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.testing.TestProduct;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Instants come back as they went, whatever the zones of the process and of the session. The build gives them different ones, and
 * the whole contract runs with these; here are the instants at which they can go wrong.
 */
class TimeZonesTest {
    private static final List<Instant> EDGES = List.of(
            // Europe/Oslo: an hour is skipped, an hour is repeated.
            Instant.parse("2026-03-29T00:59:59.999999Z"),
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("2026-10-24T23:59:59.999999Z"),
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-25T01:00:00Z"),
            Instant.parse("2026-10-25T01:30:00.000001Z"),
            // America/St_Johns, half an hour off.
            Instant.parse("2026-03-08T05:29:59.999999Z"),
            Instant.parse("2026-03-08T05:30:00Z"),
            Instant.parse("2026-03-08T06:15:00Z"),
            Instant.parse("2026-11-01T03:45:00Z"),
            Instant.parse("2026-11-01T04:30:00Z"),
            Instant.parse("2026-11-01T04:45:00Z"),
            // America/New_York, in which the other modules are tested.
            Instant.parse("2026-11-01T05:30:00Z"),
            Instant.parse("2026-11-01T06:30:00Z"),
            // Far off: years in which zones have no rules of their own any more.
            Instant.parse("2500-02-28T23:59:59.999999Z"),
            Instant.parse("2500-07-01T12:00:00Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"));

    @Test
    void theSessionsZoneIsNotTheProcesss() throws SQLException {
        try (var database = TestProduct.POSTGRESQL.open();
                var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var zone = statement.executeQuery("SHOW TimeZone")) {
            zone.next();
            assertThat(zone.getString(1))
                    .isEqualTo(System.getProperty("cron.test.session.timezone", zone.getString(1)))
                    .isNotEqualTo(TimeZone.getDefault().getID());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyInstantOfAJobAndAnExecutionComesBackEqual(TestProduct product) {
        try (var database = product.open()) {
            var store = new JdbcCronStore(database.dataSource(), database.schema());
            for (var edge : EDGES) {
                var job = CronJob.builder(UUID.randomUUID(), "acme", "ada")
                        .jobName("at the edge")
                        .schedule("* * * * *")
                        .timezone("Europe/Oslo")
                        .skillName("skill")
                        .nextRun(edge)
                        .createdAt(edge)
                        .updatedAt(edge)
                        .build();
                var run = CronExecution.builder(UUID.randomUUID(), job.jobId(), "acme", "ada")
                        .skillName("skill")
                        .trigger(CronTrigger.MANUAL)
                        .availableAt(edge)
                        .build();
                store.insertJobs(List.of(job));
                assertThat(store.findJob(job.jobId(), "acme")).contains(job);

                store.insertExecution(run, edge);
                assertThat(store.findExecution(run.executionId(), "acme")).contains(run);
                assertThat(store.countQueued(edge.minusNanos(1_000)))
                        .as("what is due a microsecond before %s", edge)
                        .isEqualTo(store.countQueued(edge) - 1);
                assertThat(store.listExecutions(CronExecutionHistoryQuery.builder("acme")
                                        .jobId(job.jobId())
                                        .build())
                                .items())
                        .containsExactly(run);
            }
        }
    }

    /** The engine itself, at hours that are repeated and in a far year. PostgreSQL's clock is not ours to move. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRESQL")
    void aJobFiresAtItsInstantsAcrossAnEdge(TestProduct product) {
        for (var start : List.of("2026-10-25T00:10:00Z", "2026-11-01T03:10:00Z", "2500-03-28T23:10:00Z")) {
            try (var database = product.open()) {
                var clock = ManualClock.at(start);
                try (var cron = OpenClawCron.builder()
                        .skillExecutor((request, context) -> null)
                        .store(new JdbcCronStore(database.dataSource(), database.schema()))
                        .clock(clock)
                        .build()) {
                    cron.start();
                    var job = cron.manager()
                            .createCronJob(CreateCronJobRequest.builder("acme", "ada", "half", "*/30 * * * *", "skill")
                                    .timezone("Europe/Oslo")
                                    .build());
                    var fires = cron.scheduler()
                            .calculateNextRuns(job.schedule(), ZoneId.of(job.timezone()), clock.instant(), 5);
                    for (var fire : fires) {
                        clock.set(fire);
                        assertThat(cron.runDue())
                                .singleElement()
                                .satisfies(
                                        done -> assertThat(done.scheduledFor()).isEqualTo(fire));
                    }
                }
            }
        }
    }
}
