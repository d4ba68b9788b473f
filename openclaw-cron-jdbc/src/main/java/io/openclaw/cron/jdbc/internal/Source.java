package io.openclaw.cron.jdbc.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows in their order, read a page at a time, as far as somebody wants them. */
final class Source<T> {
    private final Function<@Nullable T, List<T>> nextPage;
    private final int pageSize;
    private final Deque<T> page = new ArrayDeque<>();
    private @Nullable T last;
    private boolean exhausted;

    /**
     * A source.
     *
     * @param pageSize how many rows a page has, unless it is the last
     * @param nextPage reads the page after a row, or the first one
     */
    Source(int pageSize, Function<@Nullable T, List<T>> nextPage) {
        this.pageSize = pageSize;
        this.nextPage = nextPage;
        this.exhausted = pageSize <= 0;
    }

    /** A source of these rows. */
    static <T> Source<T> of(Collection<T> rows) {
        var source = new Source<T>(0, last -> List.of());
        source.page.addAll(rows);
        return source;
    }

    /** The next row, which stays; null at the end. */
    @Nullable
    T peek() {
        while (page.isEmpty() && !exhausted) {
            var rows = nextPage.apply(last);
            exhausted = rows.size() < pageSize;
            if (!rows.isEmpty()) {
                last = rows.get(rows.size() - 1);
                page.addAll(rows);
            }
        }
        return page.peek();
    }

    /** Goes past the next row. */
    void pop() {
        page.remove();
    }

    /** What has been read and not been looked at yet. */
    Collection<T> rest() {
        return page;
    }
}
