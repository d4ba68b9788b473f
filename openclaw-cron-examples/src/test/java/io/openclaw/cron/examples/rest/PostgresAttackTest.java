package io.openclaw.cron.examples.rest;

/** {@link AttackSuite} on PostgreSQL. */
class PostgresAttackTest extends AttackSuite {
    @Override
    StoreChoice store() {
        return Databases.postgres();
    }
}
