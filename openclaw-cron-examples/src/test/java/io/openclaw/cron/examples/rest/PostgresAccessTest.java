package io.openclaw.cron.examples.rest;

/** {@link AccessSuite} on PostgreSQL. */
class PostgresAccessTest extends AccessSuite {
    @Override
    StoreChoice store() {
        return Databases.postgres();
    }
}
