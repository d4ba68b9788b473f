package io.openclaw.cron.jdbc;

import io.openclaw.cron.core.store.CronStoreContract;
import io.openclaw.cron.core.store.StoreUnderTest;
import io.openclaw.cron.jdbc.testing.TestProduct;

/** The store on PostgreSQL keeps the contract. */
class PostgresCronStoreTest extends CronStoreContract {
    @Override
    protected StoreUnderTest open() {
        return new JdbcStoreUnderTest(TestProduct.POSTGRESQL);
    }
}
