package io.openclaw.cron.spi.rules;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.error.InvalidQueryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as users carry it to the next one: a key and an id, bound to the query by a checksum.
 *
 * @param key the value by which the list is sorted; empty if it is sorted by id alone or the value is null
 * @param id the id of the last item
 */
public record PageCursor(String key, UUID id) {
    private static final int PARTS = 3;

    /**
     * The cursor that a query brings.
     *
     * @return null if it brings none
     * @throws InvalidQueryException if the cursor is not one of this query
     */
    public static @Nullable PageCursor of(CronJobListQuery query) {
        return read(query.cursor(), identity(query));
    }

    /**
     * The cursor that a query brings.
     *
     * @return null if it brings none
     * @throws InvalidQueryException if the cursor is not one of this query
     */
    public static @Nullable PageCursor of(CronExecutionHistoryQuery query) {
        return read(query.cursor(), identity(query));
    }

    private static @Nullable PageCursor read(@Nullable String cursor, String query) {
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

    /** The text for the user, good for this query alone. */
    public String write(CronJobListQuery query) {
        return write(identity(query));
    }

    /** The text for the user, good for this query alone. */
    public String write(CronExecutionHistoryQuery query) {
        return write(identity(query));
    }

    private String write(String query) {
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

    private static String identity(CronJobListQuery query) {
        return List.of(
                        "jobs",
                        query.organizationId(),
                        String.valueOf(query.userId()),
                        query.statuses().stream().sorted().toList(),
                        String.valueOf(query.skillName()),
                        String.valueOf(query.jobKey()),
                        String.valueOf(query.nameContains()),
                        query.sort(),
                        query.descending())
                .toString();
    }

    private static String identity(CronExecutionHistoryQuery query) {
        return List.of(
                        "executions",
                        query.organizationId(),
                        String.valueOf(query.jobId()),
                        query.statuses().stream().sorted().toList(),
                        String.valueOf(query.trigger()),
                        String.valueOf(query.skillName()),
                        String.valueOf(query.from()),
                        String.valueOf(query.until()))
                .toString();
    }
}
