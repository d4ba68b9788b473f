package io.openclaw.cron;

import io.openclaw.cron.error.InvalidQueryException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> what is listed
 * @param items the items in order
 * @param total how many there are on all pages, exact up to {@link #TOTAL_LIMIT}
 * @param totalCapped whether there are more than {@code total}
 * @param limit how many this page could hold
 * @param offset how many were left out before it; 0 when a cursor was used
 * @param nextCursor where the next page begins, opaque, or null if this is the last
 */
public record Page<T>(
        List<T> items,
        long total,
        boolean totalCapped,
        int limit,
        int offset,
        @Nullable String nextCursor) {
    /** The most items of a page. */
    public static final int MAX_LIMIT = 200;

    /** Up to which number totals are counted exactly. */
    public static final long TOTAL_LIMIT = 10_000;

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }

    /** Whether there is another page. */
    public boolean hasMore() {
        return nextCursor != null;
    }

    /**
     * The same page with every item turned into something else.
     *
     * @param <R> what is listed then
     * @param function turns one item into another, never null
     */
    public <R> Page<R> map(Function<? super T, ? extends R> function) {
        return new Page<R>(items.stream().<R>map(function).toList(), total, totalCapped, limit, offset, nextCursor);
    }

    static void requireBounds(int limit, int offset, @Nullable String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidQueryException("limit", "is " + limit + "; allowed are 1 to " + MAX_LIMIT);
        }
        if (offset < 0) {
            throw new InvalidQueryException("offset", "is " + offset + "; allowed are 0 and more");
        }
        if (offset > 0 && cursor != null) {
            throw new InvalidQueryException("offset", "is " + offset + " beside a cursor; give one of them only");
        }
    }
}
