package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of PostgreSQL's {@code COPY}: values with tabs between them, {@code \N} for null, and what would be taken for
 * either, or for the end of a row, after a backslash.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, File Formats</a>
 */
final class CopyText implements RowValues {
    private final StringBuilder rows = new StringBuilder();
    private boolean inRow;

    @Override
    public void text(@Nullable String value) {
        if (value == null) {
            add("\\N");
        } else {
            add("");
            addEscaped(value);
        }
    }

    @Override
    public void id(UUID value) {
        add(value.toString());
    }

    @Override
    public void integer(int value) {
        add(Integer.toString(value));
    }

    @Override
    public void number(long value) {
        add(Long.toString(value));
    }

    @Override
    public void flag(boolean value) {
        add(value ? "t" : "f");
    }

    @Override
    public void instant(@Nullable Instant value) {
        add(value == null ? "\\N" : Arrays.atUtc(value).toString());
    }

    void endRow() {
        rows.append('\n');
        inRow = false;
    }

    /** How many characters the rows have by now. */
    int length() {
        return rows.length();
    }

    /** The rows, which are begun anew. */
    String take() {
        var taken = rows.toString();
        rows.setLength(0);
        return taken;
    }

    private void add(String plain) {
        if (inRow) {
            rows.append('\t');
        }
        inRow = true;
        rows.append(plain);
    }

    private void addEscaped(String value) {
        var from = 0;
        for (var at = 0; at < value.length(); at++) {
            var escaped = escaped(value.charAt(at));
            if (escaped != 0) {
                rows.append(value, from, at).append('\\').append(escaped);
                from = at + 1;
            }
        }
        rows.append(value, from, value.length());
    }

    /** What stands for a character after a backslash; 0 if it stands for itself. */
    private static char escaped(char character) {
        return switch (character) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }
}
