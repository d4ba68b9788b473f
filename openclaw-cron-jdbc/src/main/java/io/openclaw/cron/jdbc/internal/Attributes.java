package io.openclaw.cron.jdbc.internal;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Puts in what is defined for names in angle brackets, as JDBI's own engine does. That one is a generated parser, as is the one of
 * parameters, and the two took a third of what a new process computed for its first claims.
 */
final class Attributes implements TemplateEngine.Parsing {
    /** A name, or a bracket that is meant as such. */
    private static final Pattern PART = Pattern.compile("<([a-zA-Z]\\w*)>|\\\\(.)");

    /** A part of a template. */
    @FunctionalInterface
    private interface Part {
        void render(StringBuilder sql, StatementContext context);
    }

    @Override
    public Optional<Function<StatementContext, String>> parse(String template, ConfigRegistry config) {
        var parts = new ArrayList<Part>();
        var found = PART.matcher(template);
        var end = 0;
        while (found.find()) {
            parts.add(text(template.substring(end, found.start())));
            parts.add(found.group(1) == null ? text(found.group(2)) : attribute(found.group(1)));
            end = found.end();
        }
        parts.add(text(template.substring(end)));
        return Optional.of(context -> {
            var sql = new StringBuilder(2 * template.length());
            parts.forEach(part -> part.render(sql, context));
            return sql.toString();
        });
    }

    private static Part text(String text) {
        return (sql, context) -> sql.append(text);
    }

    private static Part attribute(String name) {
        return (sql, context) -> {
            var value = context.getAttribute(name);
            if (value == null) {
                throw new IllegalStateException("Nothing is defined for <" + name + ">");
            }
            sql.append(value);
        };
    }
}
