package io.openclaw.cron.jdbc.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.jdbc.CronSchema;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema of one test's own, and a pool of connections to it. */
public final class TestDatabase implements AutoCloseable {
    /** For all pools: the time zone of their sessions, to see that it does not matter. */
    private static final String SESSION_ZONE = "cron.test.session.timezone";

    /** Some tests have ten nodes, of which each keeps one. */
    private static final int CONNECTIONS = 24;

    private final TestProduct product;
    private final String schema;
    private final Supplier<? extends DataSource> database;
    private final HikariDataSource pool;
    /** Where this goes when its test is over; null if it is not to be used again. */
    private @Nullable Queue<TestDatabase> emptied;

    private List<String> tables = List.of();

    TestDatabase(TestProduct product, String schema, Supplier<? extends DataSource> database) {
        this.product = product;
        this.schema = schema;
        this.database = database;
        this.pool = newPool(CONNECTIONS);
    }

    /** What it is. */
    public TestProduct product() {
        return product;
    }

    /** Where the tables are, or are to be. */
    public String schema() {
        return schema;
    }

    /** A pool, as a host has one; closed with this. */
    public DataSource dataSource() {
        return pool;
    }

    /** Another pool to the same database, as another process has one; the caller's to close. */
    public HikariDataSource newPool(int connections) {
        return pool(database.get(), connections);
    }

    /** The same database without a pool. */
    public DataSource unpooled() {
        return database.get();
    }

    /** A line of one test's own to this PostgreSQL database; the caller's to close. */
    public TcpLine newLine() {
        return new TcpLine((PGSimpleDataSource) database.get());
    }

    /** A pool of another user of the same PostgreSQL database; the caller's to close. */
    public HikariDataSource newPoolAs(String user, String password, int connections) {
        return pool(PostgresServer.shared().database(user, password), connections);
    }

    /** The library's tables that are there now, with the schema, but for the one that holds the versions. */
    public List<String> tables() {
        return TestScripts.tables(pool, schema);
    }

    /** Runs a script, outside any transaction of the test's. */
    public void execute(String script) {
        TestScripts.run(pool, script);
    }

    /** Runs a statement as the store's writers do: it waits for its turn, where they take turns. */
    public void executeInTurn(String statement) {
        TestScripts.runInTurn(pool, schema, statement);
    }

    /** Ends the test's use of it. What the test has left running on it fails here, and not in the next test. */
    @Override
    public void close() {
        if (emptied != null) {
            TestScripts.empty(pool, tables);
            emptied.add(this);
            return;
        }
        switch (product) {
            case POSTGRESQL -> execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
            case H2_MEMORY -> execute("SET DB_CLOSE_DELAY 0");
            case H2_FILE -> {}
        }
        pool.close();
    }

    TestDatabase withTables(Queue<TestDatabase> goesBackTo) {
        CronSchema.of(pool, schema).apply();
        tables = tables();
        emptied = goesBackTo;
        return this;
    }

    static HikariDataSource pool(DataSource database, int connections) {
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        var zone = System.getProperty(SESSION_ZONE, "");
        if (!zone.isBlank()) {
            config.setConnectionInitSql("SET TIME ZONE '" + zone + "'");
        }
        return new HikariDataSource(config);
    }
}
