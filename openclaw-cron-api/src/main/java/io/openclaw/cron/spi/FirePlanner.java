package io.openclaw.cron.spi;

/** Decides what the fires of a due job come to. Pure: it may be called again for the same job, on any thread. */
@FunctionalInterface
public interface FirePlanner {
    /**
     * Decides about one job.
     *
     * @param due the job and what is live of it
     * @return what to insert and when it is due next
     */
    FirePlan plan(DueJob due);
}
