package io.openclaw.cron.jdbc.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A large and skewed history, which PostgreSQL makes by itself: one organization has half of everything, one job of it a tenth of
 * all executions.
 *
 * @param schema where empty tables are
 * @param jobs how many jobs, an even number
 * @param executions how many executions, of the last 30 days
 */
public record LargeHistory(String schema, long jobs, long executions) {
    /** The organization that has half of everything. */
    public static final String LARGEST = "org-0";

    /** One of the many others. */
    public static final String SMALL = "org-1";

    /** The classes of durations that occur. */
    private static final int FIRST_CLASS = 20;

    private static final int LAST_CLASS = 39;

    /** The job that has a tenth of all executions. */
    public static UUID busiestJob() {
        // Made at two seconds past the year's beginning, and number 2.
        return new UUID(1_735_689_602_000L << 16 | 0x7000, 0x8000_0000_0000_0002L);
    }

    /** Makes it. Indexes of executions are made at the end, which is several times as fast. */
    public void make(DataSource database) {
        Jdbi.create(database).useTransaction(handle -> {
            handle.execute("SET LOCAL work_mem = '256MB'");
            handle.execute("SET LOCAL maintenance_work_mem = '512MB'");
            var indexes = takeIndexesOff(handle);
            for (var statement : statements()) {
                run(handle, statement);
            }
            indexes.forEach(handle::execute);
        });
        Jdbi.create(database)
                .useHandle(handle -> handle.createQuery("SELECT tablename FROM pg_tables WHERE schemaname = :schema")
                        .bind("schema", schema)
                        .mapTo(String.class)
                        .list()
                        .forEach(table -> handle.execute("VACUUM (ANALYZE) " + schema + "." + table)));
    }

    private List<String> takeIndexesOff(Handle handle) {
        var definitions = handle.createQuery("SELECT indexdef FROM pg_indexes WHERE schemaname = :schema"
                        + " AND tablename = 'skill_executions' AND indexname <> 'skill_executions_pkey'")
                .bind("schema", schema)
                .mapTo(String.class)
                .list();
        handle.createQuery("SELECT indexname FROM pg_indexes WHERE schemaname = :schema"
                        + " AND tablename = 'skill_executions' AND indexname <> 'skill_executions_pkey'")
                .bind("schema", schema)
                .mapTo(String.class)
                .forEach(index -> handle.execute("DROP INDEX " + schema + "." + index));
        return definitions;
    }

    private List<String> statements() {
        var classes = IntStream.rangeClosed(FIRST_CLASS, LAST_CLASS)
                .mapToObj(of -> "count(*) FILTER (WHERE e.execution_time_ms >= power(2, " + (of - 1)
                        + " / 4.0) AND e.execution_time_ms < power(2, " + of + " / 4.0))")
                .collect(Collectors.joining(", "));
        var script = read("large_history.sql")
                .replace("<counts>", read("large_history_counts.sql").strip())
                .replace("<classes>", classes)
                .replace("<schema>", schema)
                .replace("<jobs>", String.valueOf(jobs))
                .replace("<executions>", String.valueOf(executions));
        return List.of(script.split(";\n"));
    }

    /** Not through the statements of JDBI, for which some of this means something else. */
    private static void run(Handle handle, String sql) {
        try (var statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException("This failed: " + sql, failed);
        }
    }

    private static String read(String name) {
        try (var script = LargeHistory.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("There is no " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
