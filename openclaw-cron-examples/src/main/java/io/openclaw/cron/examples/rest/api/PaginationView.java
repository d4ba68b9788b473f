package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.Page;

/** Where in a list a page is, in JSON. */
record PaginationView(long total, boolean totalCapped, int limit, int offset, boolean hasMore, String nextCursor) {

    static PaginationView of(Page<?> page) {
        return new PaginationView(
                page.total(), page.totalCapped(), page.limit(), page.offset(), page.hasMore(), page.nextCursor());
    }
}
