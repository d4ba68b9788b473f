package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.store.Planners;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody has room for costs nothing on H2. */
class LargeBacklogTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final int DUE = 5_000;
    private static final int CLAIMED = 2_000;

    /** With a look at all that is claimed for each job that is due it was 8 s on H2; it is some milliseconds. */
    private static final Duration MUCH = Duration.ofSeconds(2);

    /** Of PostgreSQL it depends on what it knows of the tables by then. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRESQL")
    void aClaimWithoutRoomDoesNotSlowDownWithWhatIsDue(TestProduct product) {
        try (var database = product.open()) {
            var store = new JdbcCronStore(database.dataSource(), database.schema());
            var node = new NodeId("a", UUID.randomUUID());
            store.register(node, Duration.ofDays(1));
            store.insertJobs(
                    IntStream.range(0, DUE).mapToObj(LargeBacklogTest::aDueJob).toList());
            claim(store, node, CLAIMED);

            var began = System.nanoTime();
            var nothing = claim(store, node, 0);
            var took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(nothing.claimed()).isEmpty();
            assertThat(took).isLessThan(MUCH);
        }
    }

    private static ClaimResult claim(JdbcCronStore store, NodeId node, int room) {
        var request = new ClaimRequest(UUID.randomUUID(), node, NOON, NOON, room, 0, null);
        return store.claim(request, Planners.reserving(Duration.ofDays(1), true));
    }

    private static CronJob aDueJob(int number) {
        return CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .jobName("job " + number)
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("noop")
                .nextRun(NOON)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }
}
