package io.openclaw.cron.jdbc;

import io.openclaw.cron.core.store.CronStoreContract;
import io.openclaw.cron.core.store.StoreUnderTest;
import io.openclaw.cron.jdbc.testing.TestProduct;

/** The store on H2 in memory keeps the contract. */
class H2MemoryCronStoreTest extends CronStoreContract {
    @Override
    protected StoreUnderTest open() {
        return new JdbcStoreUnderTest(TestProduct.H2_MEMORY);
    }
}
