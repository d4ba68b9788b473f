package io.openclaw.cron;

import java.util.UUID;

/**
 * A process that runs jobs, in one of its lives.
 *
 * @param name its name; may come back after a restart
 * @param incarnation which life of it; never comes back
 */
public record NodeId(String name, UUID incarnation) {
    /** The name and the incarnation in one text, for logs. */
    @Override
    public String toString() {
        return name + "/" + incarnation;
    }
}
