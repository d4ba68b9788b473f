package io.openclaw.cron.spi.rules;

import io.openclaw.cron.spi.ClaimRequest;
import java.time.Instant;

/** How much a claim can still take. Not thread-safe. */
public final class ClaimRoom {
    private final Instant now;
    private int due;
    private int ahead;

    /** All the room that a request tells of. */
    public ClaimRoom(ClaimRequest request) {
        this.now = request.now();
        this.due = request.roomNow();
        this.ahead = request.roomAhead();
    }

    /** How many executions that are due fit in. */
    public int due() {
        return due;
    }

    /** How many executions that are not due yet fit in. */
    public int ahead() {
        return ahead;
    }

    /** Whether there is room for one that is due at an instant. */
    public boolean fits(Instant dueAt) {
        return (dueAt.isAfter(now) ? ahead : due) > 0;
    }

    /** Uses room for an execution that is due at an instant. */
    public void take(Instant dueAt) {
        if (dueAt.isAfter(now)) {
            ahead--;
        } else {
            due--;
        }
    }
}
