package io.openclaw.cron.examples.rest.live;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an event stands among those that one process has sent.
 *
 * @param stream the process's life; another one counts from the beginning, and what was before is not known there
 * @param sequence counts up from 1
 */
record EventId(String stream, long sequence) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");

    /** Reads what {@link #toString} wrote; empty if it is something else. */
    static Optional<EventId> parse(String text) {
        var match = TEXT.matcher(text);
        return match.matches()
                ? Optional.of(new EventId(match.group(1), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return stream + "-" + sequence;
    }
}
