package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.Page;
import java.util.List;
import java.util.function.Function;

/** Makes a page of rows. */
final class Pages {
    private Pages() {}

    /**
     * A page.
     *
     * @param rows one more than the page can hold, if there are as many
     * @param total how many there are on all pages, counted up to one more than is told
     * @param cursor the cursor after an item
     */
    static <T> Page<T> page(List<T> rows, long total, int limit, int offset, Function<T, String> cursor) {
        var more = rows.size() > limit;
        var items = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                items,
                Math.min(total, Page.TOTAL_LIMIT),
                total > Page.TOTAL_LIMIT,
                limit,
                offset,
                more ? cursor.apply(items.get(limit - 1)) : null);
    }
}
