package io.openclaw.cron.examples.rest;

/** {@link JobEndpointsSuite} on H2. */
class H2JobEndpointsTest extends JobEndpointsSuite {
    @Override
    StoreChoice store() {
        return Databases.h2();
    }
}
