package io.openclaw.cron.examples.rest;

/** {@link LiveEventsSuite} on H2. */
class H2LiveEventsTest extends LiveEventsSuite {
    @Override
    StoreChoice store() {
        return Databases.h2();
    }
}
