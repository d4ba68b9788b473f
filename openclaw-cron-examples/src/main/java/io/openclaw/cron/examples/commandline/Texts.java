package io.openclaw.cron.examples.commandline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Times, durations and results as a person reads them. */
public final class Texts {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLISECOND = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int RESULT_WIDTH = 80;

    private Texts() {}

    /** A fire time, on this machine's wall clock. */
    public static String second(Instant instant) {
        return SECOND.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** When something happened, on this machine's wall clock. */
    public static String millisecond(Instant instant) {
        return MILLISECOND.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** As in {@code 0.4 ms}, {@code 38 ms} and {@code 1.25 s}. */
    public static String duration(Duration duration) {
        var millis = duration.toNanos() / 1e6;
        if (Math.abs(millis) < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        return Math.abs(millis) < 1000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
    }

    /** As in {@code added=1 files=57}; of lists only how long they are. */
    public static String result(Map<String, Object> result) {
        if (result == null || result.isEmpty()) {
            return "";
        }
        var text = result.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Collection<?>))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return text.length() <= RESULT_WIDTH ? text : text.substring(0, RESULT_WIDTH - 3) + "...";
    }
}
