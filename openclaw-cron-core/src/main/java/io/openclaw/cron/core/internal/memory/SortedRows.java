package io.openclaw.cron.core.internal.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Executions in an order, of which most are added at the end and removed at the beginning.
 *
 * <p>They are in arrays, each with a part of the order, so that a row costs little more than a reference. A history is kept for days, and
 * with a tree's node for each of its rows the collector would have several times as many objects to move, in pauses that make skills late.
 */
final class SortedRows {
    private static final int PART = 256;
    private static final int FIRST_LENGTH = 4;

    private final Comparator<ExecutionRow> order;
    /** None of them is empty. */
    private final List<Part> parts = new ArrayList<>(1);

    private int size;

    /**
     * No rows.
     *
     * @param order by what no two rows are equal and no row changes while it is here
     */
    SortedRows(Comparator<ExecutionRow> order) {
        this.order = order;
    }

    private static final class Part {
        private ExecutionRow[] rows = new ExecutionRow[FIRST_LENGTH];
        private int size;

        void insert(int at, ExecutionRow row) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, size * 2);
            }
            System.arraycopy(rows, at, rows, at + 1, size - at);
            rows[at] = row;
            size++;
        }

        void remove(int at) {
            size--;
            System.arraycopy(rows, at + 1, rows, at, size - at);
            Arrays.fill(rows, size, size + 1, null);
        }

        /** Takes the second half out of this one. */
        Part split() {
            var second = new Part();
            var half = size / 2;
            second.rows = Arrays.copyOf(Arrays.copyOfRange(rows, half, size), PART);
            second.size = size - half;
            Arrays.fill(rows, half, size, null);
            size = half;
            return second;
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(ExecutionRow row) {
        var position = firstNotBefore(present -> order.compare(present, row));
        if (position == end()) {
            append(row);
        } else {
            insert(position, row);
        }
        size++;
    }

    private void append(ExecutionRow row) {
        if (parts.isEmpty() || last().size == PART) {
            parts.add(new Part());
        }
        last().insert(last().size, row);
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    private void insert(int position, ExecutionRow row) {
        var part = parts.get(position / PART);
        var at = position % PART;
        if (part.size == PART) {
            var second = part.split();
            parts.add(position / PART + 1, second);
            if (at > part.size) {
                at -= part.size;
                part = second;
            }
        }
        part.insert(at, row);
    }

    /** Takes a row out, if it is here. */
    void remove(ExecutionRow row) {
        var position = firstNotBefore(present -> order.compare(present, row));
        if (position == end() || get(position) != row) {
            return;
        }
        var part = parts.get(position / PART);
        part.remove(position % PART);
        if (part.size == 0) {
            parts.remove(position / PART);
        }
        size--;
    }

    /** The first row; there must be one. */
    ExecutionRow first() {
        if (isEmpty()) {
            throw new NoSuchElementException("There is no row");
        }
        return get(0);
    }

    /**
     * Finds a row.
     *
     * @param comparison how a row compares with what is looked for, in the order of the rows
     */
    @Nullable
    ExecutionRow find(ToIntFunction<ExecutionRow> comparison) {
        var position = firstNotBefore(comparison);
        if (position == end()) {
            return null;
        }
        var found = get(position);
        return comparison.applyAsInt(found) == 0 ? found : null;
    }

    /** The rows from the first on, read as they are asked for; they must not change meanwhile. */
    Stream<ExecutionRow> ascending() {
        return Stream.iterate(0, position -> position < end(), this::after).map(this::get);
    }

    /**
     * The rows from the last to the first of a span; they must not change meanwhile.
     *
     * @param first how a row compares with the beginning of the span, which belongs to it
     * @param end how a row compares with the end of the span, which does not
     */
    Iterable<ExecutionRow> descending(ToIntFunction<ExecutionRow> first, ToIntFunction<ExecutionRow> end) {
        var from = firstNotBefore(first);
        var until = firstNotBefore(end);
        return () -> new Iterator<>() {
            private int position = until;

            @Override
            public boolean hasNext() {
                return position > from;
            }

            @Override
            public ExecutionRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("There is no row left");
                }
                position = before(position);
                return get(position);
            }
        };
    }

    // A position is the number of the part times PART, and the place in it; that of the end is in a part that is not
    // there.

    private int end() {
        return parts.size() * PART;
    }

    private ExecutionRow get(int position) {
        return parts.get(position / PART).rows[position % PART];
    }

    private int after(int position) {
        var inPart = position % PART + 1 < parts.get(position / PART).size;
        return inPart ? position + 1 : (position / PART + 1) * PART;
    }

    private int before(int position) {
        var part = position / PART;
        return position % PART > 0 ? position - 1 : (part - 1) * PART + parts.get(part - 1).size - 1;
    }

    private int firstNotBefore(ToIntFunction<ExecutionRow> comparison) {
        var part = partOf(comparison);
        if (part == parts.size()) {
            return end();
        }
        var rows = parts.get(part).rows;
        var low = 0;
        var high = parts.get(part).size - 1;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (comparison.applyAsInt(rows[middle]) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return part * PART + low;
    }

    /** The first part whose last row is not before what is looked for; looks at the end first, where most of what is done happens. */
    private int partOf(ToIntFunction<ExecutionRow> comparison) {
        var low = 0;
        var high = parts.size();
        var middle = high - 1;
        while (low < high) {
            var part = parts.get(middle);
            if (comparison.applyAsInt(part.rows[part.size - 1]) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
            middle = (low + high) >>> 1;
        }
        return low;
    }
}
