package io.openclaw.cron.jdbc;

import io.openclaw.cron.jdbc.testing.GuardedDatabases;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import javax.sql.DataSource;

/** Databases as hosts have them. */
enum HostDatabase {
    H2 {
        @Override
        Opened open() {
            return plain(TestProduct.H2_MEMORY);
        }
    },
    POSTGRESQL {
        @Override
        Opened open() {
            return plain(TestProduct.POSTGRESQL);
        }
    },
    /** With row-level security, and a user that is no superuser. */
    POSTGRESQL_WITH_ROLES {
        @Override
        Opened open() {
            var databases = new GuardedDatabases();
            var guarded = databases.open();
            return new Opened(guarded.database(), guarded.dataSource(), () -> {
                guarded.close();
                databases.close();
            });
        }
    };

    abstract Opened open();

    private static Opened plain(TestProduct product) {
        var database = product.open();
        return new Opened(database, database.dataSource(), database::close);
    }

    /**
     * A database with the library's tables.
     *
     * @param database for an administrator
     * @param dataSource for the host
     * @param giveBack ends its use
     */
    record Opened(TestDatabase database, DataSource dataSource, Runnable giveBack) implements AutoCloseable {
        JdbcCronStore store() {
            return new JdbcCronStore(dataSource, database.schema());
        }

        @Override
        public void close() {
            giveBack.run();
        }
    }
}
