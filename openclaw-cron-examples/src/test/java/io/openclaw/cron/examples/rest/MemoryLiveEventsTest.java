package io.openclaw.cron.examples.rest;

/** {@link LiveEventsSuite} in memory. */
class MemoryLiveEventsTest extends LiveEventsSuite {
    @Override
    StoreChoice store() {
        return StoreChoice.inMemory();
    }
}
