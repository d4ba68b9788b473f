package io.openclaw.cron.jdbc.internal;

import java.util.List;
import java.util.UUID;

/** How events travel: after the name of their sender, one a line. JSON text has no line breaks of its own. */
public final class EventEnvelope {
    private final String channel;
    private final String origin = UUID.randomUUID().toString();

    /** Envelopes of one process. */
    public EventEnvelope(String schema) {
        this.channel = "openclaw_cron_events_" + schema;
    }

    String channel() {
        return channel;
    }

    /** How many bytes it takes itself. */
    int bytes() {
        return origin.length() + 1;
    }

    String seal(List<String> events) {
        return origin + "\n" + String.join("\n", events);
    }

    /** The events of another process; none if they are our own. */
    List<String> open(String payload) {
        var lines = payload.lines().toList();
        return lines.isEmpty() || lines.get(0).equals(origin) ? List.of() : lines.subList(1, lines.size());
    }
}
