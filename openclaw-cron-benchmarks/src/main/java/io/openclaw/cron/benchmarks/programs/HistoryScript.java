package io.openclaw.cron.benchmarks.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements by which PostgreSQL fills empty tables by itself: one organization has half of everything, one job of it a tenth of all
 * executions, none of the jobs is due. The scripts are those that the durable store is tested with.
 *
 * @param schema where the tables are
 * @param jobs how many jobs, an even number
 * @param executions how many executions, of the last 30 days
 */
record HistoryScript(String schema, long jobs, long executions) {
    /** The organization that has half of everything. */
    static final String LARGEST = "org-0";

    /** The job that has a tenth of all executions. */
    static final UUID BUSIEST = UUID.fromString("01941f29-83d0-7000-8000-000000000002");

    /** The classes of durations that occur. */
    private static final int FIRST_CLASS = 20;

    private static final int LAST_CLASS = 39;

    List<String> statements() {
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
        return List.of(script.split(";\n", -1)).stream()
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private static String read(String name) {
        try (var script = HistoryScript.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("There is no " + name + " on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new IllegalStateException(name + " cannot be read", failed);
        }
    }
}
