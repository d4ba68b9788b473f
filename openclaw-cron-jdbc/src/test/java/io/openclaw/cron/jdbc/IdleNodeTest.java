package io.openclaw.cron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.jdbc.testing.ObservedDataSource;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlan;
import io.openclaw.cron.spi.PlannedFire;
import io.openclaw.cron.spi.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node that has nothing to do asks of PostgreSQL, again and again. */
class IdleNodeTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    private static final List<String> ONE_STATEMENT = List.of("prepareStatement", "close");

    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final ObservedDataSource observed = new ObservedDataSource(database.dataSource());
    private final JdbcCronStore store = new JdbcCronStore(observed.asDataSource(), database.schema());
    private final NodeId node = new NodeId("idle", UUID.randomUUID());
    private final List<ClaimResult> results = new ArrayList<>();

    @BeforeEach
    void register() {
        store.register(node, DEAD_AFTER);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void aClaimAfterOneThatFoundNothingIsOneStatementAndNoTransaction() {
        store.insertJobs(List.of(jobAt(NOON.plusSeconds(60))));
        claim();

        assertThat(observed.callsOf(this::claim)).isEqualTo(ONE_STATEMENT);
        assertThat(results)
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.claimAgainAt()).isEqualTo(NOON.plusSeconds(59)));
    }

    @Test
    void aClaimOfANodeThatWasTakenOffIsOneStatementToo() {
        claim();
        store.deregister(node);

        assertThat(observed.callsOf(this::claim)).isEqualTo(ONE_STATEMENT);
        assertThat(results).last().isEqualTo(ClaimResult.DEAD);
    }

    @Test
    void aClaimThatFindsSomethingAsksForNothingTwice() {
        var whenBusy = statementsOfAFruitfulClaim();
        claim();

        assertThat(statementsOfAFruitfulClaim()).isEqualTo(whenBusy);
        assertThat(results).extracting(result -> result.claimed().size()).containsExactly(1, 0, 1);
    }

    @Test
    void lookingForDeadNodesIsOneStatementAndNoTransactionIfThereAreNone() {
        store.register(new NodeId("other", UUID.randomUUID()), DEAD_AFTER);

        assertThat(observed.callsOf(
                        () -> assertThat(store.recover(node, DEAD_AFTER, 3)).isEqualTo(Recovery.NONE)))
                .isEqualTo(ONE_STATEMENT);
    }

    @Test
    void aSilentNodeIsFoundByThatLook() {
        var other = new NodeId("other", UUID.randomUUID());
        store.register(other, DEAD_AFTER);
        Jdbi.create(database.dataSource())
                .useHandle(handle -> handle.execute(
                        "UPDATE " + database.schema()
                                + ".cron_nodes SET last_beat = last_beat - interval '9 s' WHERE node_id = ?",
                        other.incarnation()));

        assertThat(observed.callsOf(() -> store.recover(node, DEAD_AFTER, 3))).contains("commit");
        assertThat(store.heartbeat(other).alive()).isFalse();
    }

    private long statementsOfAFruitfulClaim() {
        store.insertJobs(List.of(jobAt(NOON)));
        return observed.callsOf(this::claim).stream()
                .filter(call -> call.equals("prepareStatement"))
                .count();
    }

    private void claim() {
        var request = new ClaimRequest(UUID.randomUUID(), node, NOON, NOON.plusSeconds(1), 10, 10, null);
        results.add(store.claim(
                request,
                due -> new FirePlan(
                        List.of(PlannedFire.reserve(UUID.randomUUID(), NOON, false)),
                        Instant.parse("2999-01-01T00:00:00Z"),
                        false,
                        null)));
    }

    private static CronJob jobAt(Instant nextRun) {
        return CronJob.builder(UUID.randomUUID(), "acme", "ann")
                .schedule("0 12 * * *")
                .timezone("UTC")
                .skillName("report")
                .nextRun(nextRun)
                .createdAt(NOON)
                .updatedAt(NOON)
                .build();
    }
}
