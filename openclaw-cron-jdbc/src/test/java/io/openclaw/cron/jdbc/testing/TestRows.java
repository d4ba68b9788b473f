package io.openclaw.cron.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Rows for every table, by the version that added the table: in the test resources {@code rows/V1.sql} and so on. */
public final class TestRows {
    private TestRows() {}

    /** The script that inserts the rows of a version into a schema. */
    public static String of(int version, String schema) {
        var file = "/io/openclaw/cron/jdbc/rows/V" + version + ".sql";
        try (var rows = TestRows.class.getResourceAsStream(file)) {
            if (rows == null) {
                throw new IllegalStateException(file + " is missing: a row for each table that version has added");
            }
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8).replace("<schema>", schema);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
