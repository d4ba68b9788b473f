package io.openclaw.cron.benchmarks.peers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One job to be run.
 *
 * @param number which, from 0
 * @param due its first fire
 * @param cron its schedule in UTC, in six fields
 * @param parameters what the job is given, a text of 300 bytes that begins with the number
 */
public record Work(int number, Instant due, String cron, String parameters) {
    private static final int PARAMETER_BYTES = 300;

    /** Jobs that all are due on one instant, and daily. */
    public static List<Work> daily(int from, int count, Instant due) {
        var time = due.atOffset(ZoneOffset.UTC);
        var cron = time.getSecond() + " " + time.getMinute() + " " + time.getHour() + " * * *";
        return IntStream.range(from, from + count)
                .mapToObj(number -> of(number, due, cron))
                .toList();
    }

    /** Jobs that are due at the seconds of one minute, and daily. */
    public static List<Work> overMinute(int from, int count, Instant minute) {
        return IntStream.range(from, from + count)
                .mapToObj(number ->
                        daily(number, 1, minute.plusSeconds(number % 60)).get(0))
                .toList();
    }

    /** Jobs that are due every second. */
    public static List<Work> everySecond(int count, Instant first) {
        return IntStream.range(0, count)
                .mapToObj(number -> of(number, first, "* * * * * *"))
                .toList();
    }

    private static Work of(int number, Instant due, String cron) {
        var head = number + " ";
        return new Work(number, due, cron, head + "x".repeat(PARAMETER_BYTES - head.length()));
    }

    /** The number that parameters begin with. */
    static int numberIn(String parameters) {
        return Integer.parseInt(parameters, 0, parameters.indexOf(' '), 10);
    }
}
