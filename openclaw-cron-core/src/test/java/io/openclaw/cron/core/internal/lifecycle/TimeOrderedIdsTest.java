package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123456Z");

    private final TimeOrderedIds ids = new TimeOrderedIds();

    @Test
    void anIdIsAUuidOfVersionSeven() {
        assertThat(some(1_000, NOON)).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
    }

    @Test
    void itsFirst48BitsAreTheUnixMillisecondsOfItsInstant() {
        assertThat(ids.next(NOON).getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void idsAscendEvenIfTimeStandsStill() {
        // More than the 4,096 that the counter of a millisecond can tell apart.
        assertThat(some(10_000, NOON)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsAscendEvenIfTimeGoesBack() {
        var made = Stream.iterate(NOON, instant -> instant.minusSeconds(1))
                .limit(1_000)
                .map(ids::next)
                .toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theTextsOfIdsAscendAsTheIdsDo() {
        var texts = Stream.iterate(NOON, instant -> instant.plusMillis(7))
                .limit(1_000)
                .map(ids::next)
                .map(UUID::toString)
                .toList();
        assertThat(texts).isSorted();
    }

    @Test
    void whenTimeHasCaughtUpIdsFollowItAgain() {
        some(10_000, NOON);
        var later = NOON.plusSeconds(1);
        assertThat(ids.next(later).getMostSignificantBits() >>> 16).isEqualTo(later.toEpochMilli());
    }

    @Test
    void twoInstancesMakeDifferentIdsOfOneInstant() {
        var other = new TimeOrderedIds();
        var made = new HashSet<Long>();
        for (var i = 0; i < 1_000; i++) {
            made.add(ids.next(NOON).getLeastSignificantBits());
            made.add(other.next(NOON).getLeastSignificantBits());
        }
        assertThat(made).hasSize(2_000);
    }

    @Test
    void eightThreadsGetDifferentIdsThatAscendForEachOfThem() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            var barrier = new CyclicBarrier(8);
            Callable<List<UUID>> work = () -> {
                barrier.await();
                return some(5_000, NOON);
            };
            var all = new ArrayList<UUID>();
            for (var made : pool.invokeAll(List.of(work, work, work, work, work, work, work, work))) {
                assertThat(made.get()).isSorted();
                all.addAll(made.get());
            }
            // The halves that tell time and order, not the random ones.
            assertThat(all.stream().map(UUID::getMostSignificantBits).distinct())
                    .hasSize(40_000);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<UUID> some(int count, Instant now) {
        return Stream.generate(() -> ids.next(now)).limit(count).toList();
    }
}
