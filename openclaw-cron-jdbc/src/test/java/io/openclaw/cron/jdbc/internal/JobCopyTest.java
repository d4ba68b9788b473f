package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.JobCount;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many jobs at once, on PostgreSQL. */
class JobCopyTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00.123456Z");
    /** More than one chunk of a stream. */
    private static final int MANY = 500;

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final JdbcCronStore store = new JdbcCronStore(database.dataSource(), database.schema());

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void whatIsReadIsWhatWasInserted() {
        var jobs = new ArrayList<>(jobs("acme", MANY));
        var odd = jobs.get(7).toBuilder()
                .jobKey("a\\N\tkey")
                .jobName("\\N")
                .description("tab\tline\nreturn\rback\\slash \\. \\t é 漢 😀 \"quoted\" {brace}, NULL")
                .skillParams(Map.of("text", "a\\b\n\"c\"\t😀", "empty", "", "number", 1.5))
                .status(CronJobStatus.PAUSED)
                .statusReason("")
                .priority(9)
                .policies(new JobPolicies(
                        MisfirePolicy.values()[1], OverlapPolicy.values()[1], RecoveryPolicy.values()[1], true))
                .maxRetries(7)
                .timeoutSeconds(77)
                .version(3)
                .nextRun(null)
                .updatedAt(NOON.plusSeconds(1))
                .build();
        jobs.set(7, odd);

        store.insertJobs(jobs);

        assertThat(jobs)
                .allSatisfy(
                        job -> assertThat(store.findJob(job.jobId(), "acme")).contains(job));
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(MANY, MANY - 1));
    }

    @Test
    void jobsOfSeveralOrganizationsAreCountedForEach() {
        store.insertJobs(Stream.concat(jobs("acme", MANY).stream(), jobs("umbrella", 3).stream())
                .toList());

        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(MANY, MANY));
        assertThat(store.countJobs("umbrella")).isEqualTo(new JobCount(3, 3));
    }

    @Test
    void anIdThatIsTakenIsNamedAndNothingIsInserted() {
        var jobs = jobs("acme", MANY);
        store.insertJobs(List.of(jobs.get(MANY - 1)));

        assertThatThrownBy(() -> store.insertJobs(jobs))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("Of these 500 jobs there are 1 already; nothing was inserted");

        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(1, 1));
        assertThat(store.findJob(jobs.get(0).jobId(), "acme")).isEmpty();
    }

    @Test
    void aKeyThatIsTakenIsNamedAndNothingIsInserted() {
        var jobs = new ArrayList<>(jobs("acme", MANY));
        var keyed = jobs.get(3).toBuilder().jobKey("key").build();
        jobs.set(3, keyed);
        store.insertJobs(List.of(keyed.toBuilder().build(), jobs("acme", 1).get(0)));

        var again = jobs.stream()
                .map(job -> CronJob.builder(UUID.randomUUID(), "acme", "ann")
                        .jobKey(job.jobKey())
                        .schedule(job.schedule())
                        .timezone("UTC")
                        .skillName("report")
                        .createdAt(NOON)
                        .updatedAt(NOON)
                        .build())
                .toList();

        assertThatThrownBy(() -> store.insertJobs(again)).isInstanceOf(JobConflictException.class);
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(2, 2));
    }

    @Test
    void whatTheDatabaseRefusesFailsAllOfThem() {
        var jobs = new ArrayList<>(jobs("acme", MANY));
        jobs.set(MANY - 1, jobs.get(MANY - 1).toBuilder().description("\u0000").build());

        assertThatThrownBy(() -> store.insertJobs(jobs))
                .isInstanceOf(CronStoreException.class)
                .hasMessageContaining("the database refuses the values (SQLState 22021)");
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(0, 0));

        jobs.remove(MANY - 1);
        store.insertJobs(jobs);
        assertThat(store.countJobs("acme")).isEqualTo(new JobCount(MANY - 1, MANY - 1));
    }

    @Test
    void inATransactionOfTheHostsTheyAreThereIfItCommits() throws SQLException {
        var jobs = jobs("acme", MANY);
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            store.joining(connection).insertJobs(jobs);
            assertThatThrownBy(() -> store.joining(connection).insertJobs(jobs))
                    .hasMessageContaining("there are 500 already");
            assertThat(store.countJobs("acme")).isEqualTo(new JobCount(0, 0));
            connection.commit();
        }
        var query = CronJobListQuery.builder("acme").limit(1).build();
        assertThat(store.listJobs(query).total()).isEqualTo(MANY);
    }

    private static List<CronJob> jobs(String organizationId, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CronJob.builder(UUID.randomUUID(), organizationId, "ann")
                        .jobName("job " + i)
                        .schedule("0 12 * * *")
                        .timezone("UTC")
                        .skillName("report")
                        .skillParams(Map.of("text", "x".repeat(300)))
                        .nextRun(NOON.plusSeconds(i))
                        .createdAt(NOON)
                        .updatedAt(NOON)
                        .build())
                .toList();
    }
}
