package io.openclaw.cron.spi.rules;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list of jobs: by a key, ties by id, all of it turned round if the query says so.
 *
 * @param sort by what
 * @param descending whether it is turned round
 */
public record JobOrder(CronJobSort sort, boolean descending) implements Comparator<JobOrder.Place> {
    /** Not {@link String#compareTo}, which puts characters beyond the basic plane before some of those in it. */
    static final Comparator<String> BY_CODE_POINT = (one, other) -> {
        var length = Math.min(one.length(), other.length());
        for (var at = 0; at < length; at++) {
            if (one.charAt(at) != other.charAt(at)) {
                // In the middle of a pair this compares second halves, whose order is that of their code points.
                return Integer.compare(one.codePointAt(at), other.codePointAt(at));
            }
        }
        return Integer.compare(one.length(), other.length());
    };

    /**
     * A place in the order.
     *
     * @param key what jobs are sorted by: an instant, a text or a number; null comes last
     * @param jobId the id
     */
    public record Place(@Nullable Object key, UUID jobId) {}

    /** The order that a query asks for. */
    public static JobOrder of(CronJobListQuery query) {
        return new JobOrder(query.sort(), query.descending());
    }

    /** Where a job stands. */
    public Place placeOf(CronJob job) {
        var key = switch (sort) {
            case CREATED_AT -> job.createdAt();
            case UPDATED_AT -> job.updatedAt();
            case NAME -> job.jobName();
            case NEXT_RUN -> job.nextRun();
            case PRIORITY -> job.priority();
        };
        return new Place(key, job.jobId());
    }

    /** A place as a cursor; an absent key is told from an empty one by its first character. */
    public static PageCursor cursorOf(Place place) {
        return new PageCursor(place.key() == null ? "-" : "+" + place.key(), place.jobId());
    }

    /** The place of a cursor. */
    public Place placeOf(PageCursor cursor) {
        if (cursor.key().equals("-")) {
            return new Place(null, cursor.id());
        }
        if (!cursor.key().startsWith("+")) {
            throw PageCursor.refused();
        }
        try {
            return new Place(parse(cursor.key().substring(1)), cursor.id());
        } catch (DateTimeParseException | NumberFormatException notOurs) {
            throw PageCursor.refused();
        }
    }

    private Object parse(String key) {
        return switch (sort) {
            case CREATED_AT, UPDATED_AT, NEXT_RUN -> Instant.parse(key);
            case NAME -> key;
            case PRIORITY -> Integer.valueOf(key);
        };
    }

    @Override
    public int compare(Place one, Place other) {
        var byKey = compareKeys(one.key(), other.key());
        var order = byKey != 0 ? byKey : TimeOrderedId.ORDER.compare(one.jobId(), other.jobId());
        return descending ? -order : order;
    }

    private int compareKeys(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        return switch (sort) {
            case CREATED_AT, UPDATED_AT, NEXT_RUN -> ((Instant) one).compareTo((Instant) other);
            case NAME -> BY_CODE_POINT.compare((String) one, (String) other);
            case PRIORITY -> ((Integer) one).compareTo((Integer) other);
        };
    }
}
