package io.openclaw.cron.examples.readme;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Jobs that outlive the process; the documentation shows these methods one by one. */
public final class DurableExample {
    private DurableExample() {}

    /** A pool for PostgreSQL. */
    public static HikariDataSource postgresql(String password) {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://db.example.org/app?reWriteBatchedInserts=true&tcpKeepAlive=true");
        config.setUsername("cron_app");
        config.setPassword(password);
        config.setMaximumPoolSize(10);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    /** A pool for H2 in a file. */
    public static HikariDataSource h2() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:/var/lib/app/cron");
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    /** A host that keeps everything in its database. */
    public static OpenClawCron assemble(DataSource dataSource, SkillRegistry skills) {
        CronSchema.of(dataSource).apply();
        return OpenClawCron.builder()
                .skillExecutor(skills)
                .store(new JdbcCronStore(dataSource))
                .build();
    }

    /** Done by an administrator, after each time that the tables were made or upgraded. */
    public static void installRoles(DataSource administrator) {
        CronSchema.of(administrator).installRoles();
    }

    /** An order, and the job that reminds of it: both or neither. */
    public static void placeOrder(
            OpenClawCron cron, JdbcCronStore store, DataSource dataSource, String order, CreateCronJobRequest reminder)
            throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var joined = store.joining(connection);
                insert(connection, order);
                cron.manager(joined).createCronJob(reminder);
                connection.commit();
                joined.committed();
            } finally {
                connection.rollback(); // does nothing after the commit
            }
        }
    }

    /** The same where a framework begins and ends the transaction. */
    public static void placeOrder(
            OpenClawCron cron,
            JdbcCronStore store,
            CurrentTransaction transaction,
            String order,
            CreateCronJobRequest reminder)
            throws SQLException {
        var joined = store.joining(transaction.connection());
        transaction.afterCommit(joined::committed);
        insert(transaction.connection(), order);
        cron.manager(joined).createCronJob(reminder);
    }

    /** What a framework knows of the transaction of this thread. */
    public interface CurrentTransaction {
        /** Its connection. */
        Connection connection();

        /** Runs an action when it has been committed, and not otherwise. */
        void afterCommit(Runnable action);
    }

    private static void insert(Connection connection, String order) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO orders (name) VALUES (?)")) {
            statement.setString(1, order);
            statement.executeUpdate();
        }
    }
}
