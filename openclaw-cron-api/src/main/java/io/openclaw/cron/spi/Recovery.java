package io.openclaw.cron.spi;

import java.util.List;

/**
 * What was taken back from dead nodes.
 *
 * @param waiting what waits again
 * @param ended what ended: failed, or cancelled
 */
public record Recovery(List<JobExecution> waiting, List<JobExecution> ended) {

    /** Copies the lists. */
    public Recovery {
        waiting = List.copyOf(waiting);
        ended = List.copyOf(ended);
    }

    /** Nothing was taken back. */
    public static final Recovery NONE = new Recovery(List.of(), List.of());
}
