package io.openclaw.cron.jdbc.internal;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Rows as a stream for {@code COPY}, written when they are read: the server takes the first ones while the next ones are written.
 *
 * @param <T> what a row is made of
 */
final class CopyStream<T> extends InputStream {
    private static final int CHUNK = 1 << 15;

    private final Iterator<T> rows;
    private final BiConsumer<RowValues, T> values;
    private final CopyText text = new CopyText();
    private byte[] chunk = {};
    private int at;

    /**
     * A stream of rows.
     *
     * @param values writes the values of one row
     */
    CopyStream(Iterable<T> rows, BiConsumer<RowValues, T> values) {
        this.rows = rows.iterator();
        this.values = values;
    }

    @Override
    public int read() {
        return hasMore() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int most) {
        Objects.checkFromIndexSize(from, most, target.length);
        if (most == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        var count = Math.min(most, chunk.length - at);
        System.arraycopy(chunk, at, target, from, count);
        at += count;
        return count;
    }

    /** Does nothing: there is nothing to let go of. */
    @Override
    public void close() {}

    private boolean hasMore() {
        if (at == chunk.length) {
            while (rows.hasNext() && text.length() < CHUNK) {
                values.accept(text, rows.next());
                text.endRow();
            }
            chunk = text.take().getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        return at < chunk.length;
    }
}
