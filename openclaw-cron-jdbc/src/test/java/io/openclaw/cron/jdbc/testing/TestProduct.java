package io.openclaw.cron.jdbc.testing;

import io.openclaw.cron.jdbc.internal.Dialect;
import java.sql.SQLException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The databases that tests run on.
 *
 * <p>Making the tables costs 30 ms on PostgreSQL and up to 40 ms on H2, emptying them 1 ms; so schemas with tables are emptied
 * when a test closes them, and given to the next one. There are never more of them than tests at the same time.
 */
public enum TestProduct {
    /** Schemas in one database of a real server. */
    POSTGRESQL(Dialect.POSTGRESQL) {
        @Override
        TestDatabase create() {
            var server = PostgresServer.shared();
            return new TestDatabase(this, "cron_" + NUMBERS.incrementAndGet(), server::database);
        }
    },
    /** Databases that are gone when they are closed. */
    H2_MEMORY(Dialect.H2) {
        @Override
        TestDatabase create() {
            return h2("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        }
    },
    /** Databases in files of their own. */
    H2_FILE(Dialect.H2) {
        @Override
        TestDatabase create() {
            return h2("file:" + TestFolder.root().resolve(UUID.randomUUID().toString()));
        }
    };

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Dialect dialect;
    private final Queue<TestDatabase> emptied = new ConcurrentLinkedQueue<>();

    TestProduct(Dialect dialect) {
        this.dialect = dialect;
    }

    /** How the library speaks to it. */
    public Dialect dialect() {
        return dialect;
    }

    /** The version of the database, as in 18. */
    public int majorVersion() {
        try (var database = openBlank();
                var connection = database.dataSource().getConnection()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException failed) {
            throw new IllegalStateException("The version is not told", failed);
        }
    }

    /** A schema with the library's tables, and no row in them. Closing it keeps the tables for another test. */
    public TestDatabase open() {
        var ready = emptied.poll();
        return ready == null ? create().withTables(emptied) : ready;
    }

    /** A database in which the schema does not exist. Closing it removes the schema. */
    public TestDatabase openBlank() {
        return create();
    }

    abstract TestDatabase create();

    TestDatabase h2(String name) {
        var url = "jdbc:h2:" + name;
        return new TestDatabase(this, "openclaw", () -> {
            var database = new JdbcDataSource();
            database.setURL(url);
            return database;
        });
    }
}
