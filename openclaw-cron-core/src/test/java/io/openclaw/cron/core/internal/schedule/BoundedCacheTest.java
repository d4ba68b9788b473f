package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final AtomicInteger computed = new AtomicInteger();
    private final BoundedCache<Integer, String> cache = new BoundedCache<>(100);

    @Test
    void aValueIsComputedOnceAndShared() {
        assertThat(get(1)).isSameAs(get(1));
        assertThat(computed).hasValue(1);
    }

    @Test
    void thereAreNeverMoreEntriesThanTheLimit() {
        for (int key = 0; key < 10_000; key++) {
            get(key);
            assertThat(cache.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void manyThreadsKeepTheLimitToo() {
        IntStream.range(0, 100_000).parallel().forEach(key -> {
            assertThat(get(key % 1_000)).isEqualTo("value " + key % 1_000);
            assertThat(cache.size()).isLessThanOrEqualTo(100);
        });
    }

    @Test
    void whatIsUsedStays() {
        for (int key = 1; key < 1_000; key++) {
            get(0);
            get(key);
        }
        assertThat(computed).hasValue(1_000);
    }

    private String get(int key) {
        return cache.get(key, k -> {
            computed.incrementAndGet();
            return "value " + k;
        });
    }
}
