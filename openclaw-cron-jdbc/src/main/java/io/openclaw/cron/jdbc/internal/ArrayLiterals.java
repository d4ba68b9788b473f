package io.openclaw.cron.jdbc.internal;

import java.lang.reflect.Type;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Writes arrays of ids and instants as PostgreSQL reads them. Its driver would do the same, but looks at each character of each
 * element for what has to be quoted; nothing in these has.
 *
 * <p>The statement has to say of what type the array is.
 */
final class ArrayLiterals implements ArgumentFactory {
    private static final int ID_LENGTH = 37;
    private static final int INSTANT_LENGTH = 28;

    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        if (value instanceof UUID[] ids) {
            return Optional.of(argument(ids, ID_LENGTH));
        }
        if (value instanceof OffsetDateTime[] instants) {
            return Optional.of(argument(instants, INSTANT_LENGTH));
        }
        return Optional.empty();
    }

    private static Argument argument(@Nullable Object[] elements, int length) {
        var literal = literal(elements, length);
        // Of no type, so that the server takes it for what the statement casts it to.
        return (position, statement, context) -> statement.setObject(position, literal, Types.OTHER);
    }

    private static String literal(@Nullable Object[] elements, int length) {
        var text = new StringBuilder(2 + elements.length * length);
        for (var element : elements) {
            text.append(text.length() == 0 ? '{' : ',').append(element == null ? "NULL" : element.toString());
        }
        return (text.length() == 0 ? text.append('{') : text).append('}').toString();
    }
}
