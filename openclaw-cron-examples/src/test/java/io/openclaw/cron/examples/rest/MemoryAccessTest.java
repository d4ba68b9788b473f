package io.openclaw.cron.examples.rest;

/** {@link AccessSuite} in memory. */
class MemoryAccessTest extends AccessSuite {
    @Override
    StoreChoice store() {
        return StoreChoice.inMemory();
    }
}
