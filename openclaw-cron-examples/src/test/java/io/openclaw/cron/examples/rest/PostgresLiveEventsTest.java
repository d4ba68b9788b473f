package io.openclaw.cron.examples.rest;

/** {@link LiveEventsSuite} on PostgreSQL. */
class PostgresLiveEventsTest extends LiveEventsSuite {
    @Override
    StoreChoice store() {
        return Databases.postgres();
    }
}
