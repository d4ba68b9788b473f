package io.openclaw.cron.examples.rest;

/** {@link JobEndpointsSuite} in memory. */
class MemoryJobEndpointsTest extends JobEndpointsSuite {
    @Override
    StoreChoice store() {
        return StoreChoice.inMemory();
    }
}
