package io.openclaw.cron.jdbc;

import io.openclaw.cron.core.store.CronStoreContract;
import io.openclaw.cron.core.store.StoreUnderTest;
import io.openclaw.cron.jdbc.testing.GuardedDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The store keeps the contract also where row-level security confines each tenant's calls. */
class PostgresRolesCronStoreTest extends CronStoreContract {
    private static GuardedDatabases databases;

    @BeforeAll
    static void prepare() {
        databases = new GuardedDatabases();
    }

    @AfterAll
    static void tidyUp() {
        databases.close();
    }

    @Override
    protected StoreUnderTest open() {
        return new JdbcStoreUnderTest(databases.open());
    }
}
