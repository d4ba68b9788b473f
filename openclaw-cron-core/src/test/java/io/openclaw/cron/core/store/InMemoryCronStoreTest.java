package io.openclaw.cron.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.Recorded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The store in memory keeps the contract, and some promises of its own. */
class InMemoryCronStoreTest extends CronStoreContract {

    @Override
    protected StoreUnderTest open() {
        return new InMemory();
    }

    @Nested
    class OfItsOwn extends StoreTestCase {
        private InMemory inMemory;

        @Override
        protected StoreUnderTest open() {
            inMemory = new InMemory();
            return inMemory;
        }

        @Test
        void itIsNotSharedWithOtherProcesses() {
            assertThat(store.shared()).isFalse();
        }

        @Test
        void itGoesByItsClockInWholeMicroseconds() {
            assertThat(store.heartbeat(nodeA).storeTime()).isEqualTo("2026-03-10T12:00:00.123456Z");
        }

        @Test
        void withoutAClockItGoesByTheTimeOfTheSystem() {
            try (var bySystemTime = new InMemoryCronStore()) {
                var node = new NodeId("a", UUID.randomUUID());
                assertThat(bySystemTime.register(node, DEAD_AFTER).storeTime()).isBefore(EVER);
                assertThat(bySystemTime.heartbeat(node).alive()).isTrue();
            }
        }

        @Test
        void nobodyDiesWhenItsClockIsSetBack() {
            insert(aJob());
            by(nodeA).only();

            letStoreTimePass(Duration.ofHours(-1));

            assertThat(store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES).waiting())
                    .isEmpty();
            assertThat(store.heartbeat(nodeA).owned()).hasSize(1);
        }

        @Test
        void itsDataStayWhenItIsClosed() {
            var job = insert(aJob());

            inMemory.close();

            assertThat(store.findJob(job.jobId(), ORG)).contains(job);
        }

        @Test
        void aPlannerThatCallsItIsRefused() {
            var job = insert(aJob());

            assertThatThrownBy(() -> by(nodeA)
                            .planning(due -> {
                                store.findJob(job.jobId(), ORG);
                                return Planners.EVERY_MINUTE.plan(due);
                            })
                            .claim())
                    .isInstanceOf(IllegalStateException.class);

            assertThat(by(nodeA).executions()).hasSize(1);
        }

        @Test
        void aNodeDiesWhenItsLastBeatIsOlderThanTheLimit() {
            insert(aJob());
            by(nodeA).only();

            letStoreTimePass(DEAD_AFTER);
            assertThat(store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES).waiting())
                    .isEmpty();

            letStoreTimePass(Duration.ofNanos(1_000));
            assertThat(store.recover(nodeB, DEAD_AFTER, MAX_RECOVERIES).waiting())
                    .hasSize(1);
        }

        @Test
        void itDoesNotPlanAheadWhatIsDecidedAtItsTime() {
            insert(aJob().nextRun(NOON));
            by(nodeA).planning(Planners.every(Duration.ofSeconds(1))).only();

            var result = by(nodeA)
                    .planning(due -> {
                        throw new AssertionError("needless");
                    })
                    .claim();

            assertThat(result.claimAgainAt()).isEqualTo(NOON.plusSeconds(1));
        }

        @Test
        void whatEndsWithoutSayingWhenEndsWhenItIsRecorded() {
            var running = running(nodeA, aJob());
            var report =
                    Reports.completed(running).toBuilder().completedAt(null).build();

            var ended = record(nodeA, report).execution();

            assertThat(ended)
                    .isNotNull()
                    .satisfies(execution -> assertThat(execution.completedAt()).isEqualTo(NOON));
            assertThat(store.record(nodeA, List.of(report), EVER))
                    .containsExactly(new Recorded(Recorded.Status.REPEATED, ended, null));
        }
    }

    private static final class InMemory implements StoreUnderTest {
        private final MovableClock clock = new MovableClock();
        private final InMemoryCronStore store = new InMemoryCronStore(clock);

        @Override
        public CronStore store() {
            return store;
        }

        @Override
        public void letStoreTimePass(Duration duration) {
            clock.now = clock.now.plus(duration);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-10T12:00:00.123456789Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
