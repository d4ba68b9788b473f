package io.openclaw.cron.examples.rest;

/** {@link AccessSuite} on H2. */
class H2AccessTest extends AccessSuite {
    @Override
    StoreChoice store() {
        return Databases.h2();
    }
}
