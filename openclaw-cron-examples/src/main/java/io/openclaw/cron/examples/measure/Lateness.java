package io.openclaw.cron.examples.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How late calls came.
 *
 * @param expected how many there should have been
 * @param missed how many never came
 * @param doubled how many came more than once
 * @param early how many came before their time
 * @param sortedNanos how late those that came were, in nanoseconds, ascending
 */
record Lateness(int expected, int missed, int doubled, int early, long[] sortedNanos) {

    /**
     * What became of one fire.
     *
     * @param calls how often the skill was called for it
     * @param latenessNanos how late the first time
     */
    record Cell(int calls, long latenessNanos) {}

    static Lateness of(Stream<Cell> cells) {
        var all = cells.toList();
        var came = all.stream()
                .filter(cell -> cell.calls() > 0)
                .mapToLong(Cell::latenessNanos)
                .sorted()
                .toArray();
        return new Lateness(
                all.size(),
                all.size() - came.length,
                (int) all.stream().filter(cell -> cell.calls() > 1).count(),
                (int) Arrays.stream(came).filter(nanos -> nanos < 0).count(),
                came);
    }

    /** Whether each came exactly once and none too early. */
    boolean flawless() {
        return missed == 0 && doubled == 0 && early == 0;
    }

    /** So many of a thousand were at most this late, in milliseconds; 0 if none came. */
    double percentileMillis(int perMille) {
        if (sortedNanos.length == 0) {
            return 0;
        }
        var rank = ((long) perMille * sortedNanos.length + 999) / 1_000;
        return sortedNanos[(int) Math.max(0, rank - 1)] / 1e6;
    }

    /** Two lines for a person. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%,d fires: %d missed, %d doubled, %d early%n"
                        + "  late by p50 %.3f ms, p90 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, max %.3f ms",
                expected,
                missed,
                doubled,
                early,
                percentileMillis(500),
                percentileMillis(900),
                percentileMillis(990),
                percentileMillis(999),
                percentileMillis(1_000));
    }
}
