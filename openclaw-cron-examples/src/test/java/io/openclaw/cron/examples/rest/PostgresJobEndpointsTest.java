package io.openclaw.cron.examples.rest;

/** {@link JobEndpointsSuite} on PostgreSQL. */
class PostgresJobEndpointsTest extends JobEndpointsSuite {
    @Override
    StoreChoice store() {
        return Databases.postgres();
    }
}
