package io.openclaw.cron.benchmarks.programs;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import javax.sql.DataSource;

/** A database of H2, for peers that keep their jobs in their own process: in files that nobody else has and that end with the run. */
final class EmbeddedDatabase implements AutoCloseable {
    private final Path folder;
    private final HikariDataSource pool;

    EmbeddedDatabase(int workers) throws IOException {
        this.folder = Files.createTempDirectory("openclaw-benchmarks-h2-");
        this.pool = Run.pool("jdbc:h2:file:" + folder.resolve("jobs"), workers);
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() throws IOException {
        pool.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
