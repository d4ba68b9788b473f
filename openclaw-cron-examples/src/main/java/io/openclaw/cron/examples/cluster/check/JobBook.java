package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronJob;
import java.time.Instant;
import java.util.List;

/**
 * When a job had to fire.
 *
 * @param job as it was created, with its first fire
 * @param until the first fire that was not to be decided any more
 * @param schedule all fires of the job in a span of time
 */
public record JobBook(CronJob job, Instant until, Schedule schedule) {
    /** Computes fires, both ends of the span included. */
    @FunctionalInterface
    public interface Schedule {
        /** The fires, in order. */
        List<Instant> between(Instant first, Instant last);
    }

    /** Each of these has to be in one execution, or in one skipped range. */
    List<Instant> expected() {
        return schedule.between(job.nextRun(), until.minusNanos(1));
    }
}
