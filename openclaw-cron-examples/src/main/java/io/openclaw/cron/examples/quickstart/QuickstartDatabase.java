package io.openclaw.cron.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.examples.commandline.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The database that keeps the jobs and their history from run to run.
 *
 * @param option as it was typed, without what follows a question mark: there may be a password
 * @param url for its driver
 */
record QuickstartDatabase(String option, String url) {
    private static final String H2 = "h2:";
    private static final String POSTGRES = "postgres:";
    private static final String POSTGRES_URL = "jdbc:postgresql:";

    /** Reads {@code h2:FILE} or {@code postgres:URL}. */
    static QuickstartDatabase parse(String text) {
        var shown = text.split("\\?", 2)[0];
        if (text.startsWith(H2)) {
            return new QuickstartDatabase(shown, "jdbc:h2:file:" + file(text.substring(H2.length())));
        }
        if (text.startsWith(POSTGRES + "//")) {
            return new QuickstartDatabase(shown, POSTGRES_URL + text.substring(POSTGRES.length()));
        }
        if (text.startsWith(POSTGRES + POSTGRES_URL)) {
            return new QuickstartDatabase(shown, text.substring(POSTGRES.length()));
        }
        throw new UsageException("Option --db is '" + shown + "'; allowed are h2:FILE and postgres://HOST/DATABASE");
    }

    /** Not what H2 would take for settings: a file whose name has a semicolon in it. */
    private static Path file(String text) {
        try {
            if (!text.isBlank() && !text.contains(";")) {
                return Path.of(text).toAbsolutePath();
            }
        } catch (InvalidPathException notAPath) {
            // said below
        }
        throw new UsageException("Option --db is '" + H2 + text + "'; h2: needs the path of a file");
    }

    /**
     * Connects to it.
     *
     * @param environment has {@code CRON_DB_USER} and {@code CRON_DB_PASSWORD}, unless the URL has them or none are needed
     */
    HikariDataSource open(Map<String, String> environment) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(environment.get("CRON_DB_USER"));
        config.setPassword(environment.get("CRON_DB_PASSWORD"));
        config.setMaximumPoolSize(4);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException unreachable) {
            throw new UsageException("The database " + option + " cannot be opened: " + reasonOf(unreachable));
        }
    }

    private static String reasonOf(Throwable failure) {
        var reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return String.valueOf(reason.getMessage());
    }
}
