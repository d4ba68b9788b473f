package io.openclaw.cron.jdbc.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/** Finds the parameters of statements: {@code :name}, but not within quotes. Beside {@link Attributes}, and for the same reason. Thread-safe. */
final class NamedParameters implements SqlParser {
    private static final Pattern PART = Pattern.compile("'[^']*'|\"[^\"]*\"|::|:([a-zA-Z]\\w*)");

    /** There are some hundred statements, but limits are part of their text. */
    private static final int MOST = 1_000;

    private final Map<String, ParsedSql> parsed = new ConcurrentHashMap<>();

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        if (parsed.size() >= MOST) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(sql, NamedParameters::parse);
    }

    static ParsedSql parse(String sql) {
        var result = ParsedSql.builder();
        var found = PART.matcher(sql);
        var end = 0;
        while (found.find()) {
            if (found.group(1) != null) {
                result.append(sql.substring(end, found.start())).appendNamedParameter(found.group(1));
                end = found.end();
            }
        }
        return result.append(sql.substring(end)).build();
    }

    @Override
    public String nameParameter(String rawName, StatementContext context) {
        return ":" + rawName;
    }
}
