package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.error.InvalidQueryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as users carry it to the next one: a key and an id, bound to the query by a checksum.
 *
 * @param key the value by which the list is sorted; empty if it is sorted by id alone or the value is null
 * @param id the id of the last item
 */
record PageCursor(String key, UUID id) {
    private static final int PARTS = 3;

    /**
     * Reads a cursor.
     *
     * @param cursor what the caller brought, or null
     * @param query identifies the query: its kind, filters and order
     * @return null if the caller brought none
     */
    static @Nullable PageCursor read(@Nullable String cursor, String query) {
        if (cursor == null) {
            return null;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var parts = text.split(" ", PARTS);
            if (parts.length == PARTS && parts[0].equals(checksum(query))) {
                return new PageCursor(parts[2], UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException notOurs) {
            throw refused();
        }
        throw refused();
    }

    /** The text for the user. */
    String write(String query) {
        var text = checksum(query) + " " + id + " " + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static InvalidQueryException refused() {
        return new InvalidQueryException("cursor", "is not one of this query; start again without it");
    }

    private static String checksum(String query) {
        var checksum = new CRC32C();
        checksum.update(query.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
