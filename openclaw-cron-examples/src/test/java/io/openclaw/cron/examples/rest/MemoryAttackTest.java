package io.openclaw.cron.examples.rest;

/** {@link AttackSuite} in memory. */
class MemoryAttackTest extends AttackSuite {
    @Override
    StoreChoice store() {
        return StoreChoice.inMemory();
    }
}
