package io.openclaw.cron.core.store;

import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.spi.CronStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The store in memory keeps the contract. */
class InMemoryCronStoreTest extends CronStoreContract {

    @Override
    protected StoreUnderTest open() {
        var clock = new MovableClock();
        var store = new InMemoryCronStore(clock);
        return new StoreUnderTest() {
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
        };
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
