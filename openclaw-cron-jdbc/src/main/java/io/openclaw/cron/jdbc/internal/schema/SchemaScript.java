package io.openclaw.cron.jdbc.internal.schema;

import io.openclaw.cron.jdbc.internal.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A script that brings the tables from the version before to its own.
 *
 * @param version 1 makes the tables
 * @param text statements without the name of the schema, which also write the version down
 */
public record SchemaScript(int version, String text) {
    private static final String FOLDER = "/io/openclaw/cron/jdbc/";

    /** Listed here, from version 1 on, because a class path cannot be asked which files a folder has. */
    private static final List<String> FILES = List.of("V1__jobs_executions_nodes_and_statistics.sql");

    /** The scripts of this release, oldest first. */
    public static List<SchemaScript> all(Dialect dialect) {
        return IntStream.range(0, FILES.size())
                .mapToObj(i -> new SchemaScript(i + 1, read("migration/" + dialect.folder() + "/" + FILES.get(i))))
                .toList();
    }

    /** A file that is shipped with the library. */
    static String read(String file) {
        try (var script = SchemaScript.class.getResourceAsStream(FOLDER + file)) {
            if (script == null) {
                throw new IllegalStateException(FOLDER + file + " is missing; has the jar been repackaged without it?");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(FOLDER + file + " cannot be read", broken);
        }
    }
}
