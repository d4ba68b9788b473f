package io.openclaw.cron.jdbc.internal;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.store.Planners;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.FirePlanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimTurnsTest {
    private static final FirePlanner PLANNER = Planners.reserving(Duration.ofDays(1), true);
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final int JOBS = 4;
    private static final Duration VAIN = Duration.ofMillis(50);

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final JdbcCronStore store = new JdbcCronStore(database.dataSource(), database.schema());
    private final NodeId node = new NodeId("a", UUID.randomUUID());

    @BeforeEach
    void makeBacklog() {
        store.register(node, Duration.ofDays(1));
        makeDue(JOBS);
    }

    private void makeDue(int jobs) {
        for (var i = 0; i < jobs; i++) {
            store.insertJobs(List.of(CronJob.builder(UUID.randomUUID(), "acme", "ann")
                    .schedule("0 12 * * *")
                    .timezone("UTC")
                    .skillName("report")
                    .nextRun(NOON)
                    .createdAt(NOON)
                    .updatedAt(NOON)
                    .build()));
        }
    }

    @AfterEach
    void close() {
        store.deregister(node);
        store.close();
        database.close();
    }

    @Test
    void whoHasLeftWorkWaitsUntilItIsItsTurn() throws Exception {
        assertThat(claimOne().claimed()).hasSize(1);
        try (var other = database.dataSource().getConnection()) {
            takeTurn(other);
            var second = CompletableFuture.supplyAsync(this::claimOne);
            eventually().until(this::somebodyWaits);
            assertThat(second).isNotDone();
            endTurn(other);
            assertThat(second.get(1, TimeUnit.MINUTES).claimed()).hasSize(1);
        }
    }

    @Test
    void whoHasLeftNothingDoesNotWait() throws Exception {
        var request = request(JOBS + 1);
        var all = store.claim(request, PLANNER);
        assertThat(all.claimed()).hasSize(JOBS);
        try (var other = database.dataSource().getConnection()) {
            takeTurn(other);
            assertThat(limitAfterTurn(request, all, Duration.ofHours(1))).isEqualTo("0");
            endTurn(other);
        }
    }

    @Test
    void whoWaitsInVainClaimsAllTheSame() throws Exception {
        assertThat(claimOne().claimed()).hasSize(1);
        try (var frozen = database.dataSource().getConnection()) {
            takeTurn(frozen);
            assertThat(claimOne().claimed()).hasSize(1);
            endTurn(frozen);
        }
    }

    @Test
    void theSessionsOwnLimitToLockWaitsHoldsAgainAfterATurnAndAfterAVainWait() throws Exception {
        var request = request(1);
        var left = store.claim(request, PLANNER);
        assertThat(limitAfterTurn(request, left, VAIN)).isEqualTo("0");
        try (var frozen = database.dataSource().getConnection()) {
            takeTurn(frozen);
            assertThat(limitAfterTurn(request, left, VAIN)).isEqualTo("0");
            endTurn(frozen);
        }
    }

    @Test
    void whoIsBehindLooksOnceASecondForWhatIsDueOfJobsThatHaveLiveExecutions() {
        var live = claimOne().claimed().get(0).job().jobId();
        // More than what a claim reads beyond its room.
        makeDue(60);
        var tomorrow = NOON.plus(Duration.ofDays(1));

        var first = new Asked(tomorrow, 1);
        assertThat(first.jobs).contains(live);
        var soon = new Asked(tomorrow.plusMillis(999), 1);
        assertThat(soon.jobs).isNotEmpty().doesNotContain(live);
        assertThat(soon.result.claimAgainAt()).isEqualTo(tomorrow.plusSeconds(1));
        var withoutRoom = new Asked(tomorrow.plusMillis(999), 0);
        assertThat(withoutRoom.jobs).contains(live);
        var aSecondLater = new Asked(tomorrow.plusSeconds(1), 1);
        assertThat(aSecondLater.jobs).contains(live);
    }

    /** A claim, and the jobs about which its planner was asked. */
    private final class Asked {
        private final Set<UUID> jobs = new HashSet<>();
        private final ClaimResult result;

        Asked(Instant now, int room) {
            result = store.claim(request(now, room), due -> {
                jobs.add(due.job().jobId());
                return due.live() > 0 ? FirePlan.leave(due) : PLANNER.plan(due);
            });
        }
    }

    private String limitAfterTurn(ClaimRequest request, ClaimResult before, Duration longest) {
        var turns = new ClaimTurns(Dialect.POSTGRESQL, longest);
        turns.claimed(request, before);
        return new Database(database.dataSource(), database.schema()).write("wait for a turn", handle -> {
            turns.await(handle, request);
            return handle.createQuery("SHOW lock_timeout").mapTo(String.class).one();
        });
    }

    private ClaimResult claimOne() {
        return claim(1);
    }

    private ClaimResult claim(int room) {
        return store.claim(request(room), PLANNER);
    }

    private ClaimRequest request(int room) {
        return request(NOON, room);
    }

    private ClaimRequest request(Instant now, int room) {
        return new ClaimRequest(UUID.randomUUID(), node, now, now, room, 0, null);
    }

    private void takeTurn(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_lock(hashtextextended('" + database.schema() + " claims', 2))");
    }

    private void endTurn(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_unlock(hashtextextended('" + database.schema() + " claims', 2))");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean somebodyWaits() {
        return Jdbi.create(database.dataSource())
                        .withHandle(handle -> handle.createQuery("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND wait_event = 'advisory' AND query LIKE :lock
                                """)
                                .bind("lock", "%'" + database.schema() + "', ' claims'%")
                                .mapTo(Integer.class)
                                .one())
                > 0;
    }
}
