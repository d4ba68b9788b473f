package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.ClaimRequest;
import java.time.Instant;

/** How much a claim can still take. */
final class ClaimRoom {
    private final Instant now;
    private int due;
    private int ahead;

    ClaimRoom(ClaimRequest request) {
        this.now = request.now();
        this.due = request.roomNow();
        this.ahead = request.roomAhead();
    }

    boolean forDue() {
        return due > 0;
    }

    boolean forAhead() {
        return ahead > 0;
    }

    /** Uses room for an execution that is due at an instant. */
    void take(Instant dueAt) {
        if (dueAt.isAfter(now)) {
            ahead--;
        } else {
            due--;
        }
    }
}
