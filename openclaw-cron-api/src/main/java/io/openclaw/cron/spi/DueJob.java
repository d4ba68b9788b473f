package io.openclaw.cron.spi;

import io.openclaw.cron.CronJob;

/**
 * A job that is due, as the planner sees it.
 *
 * @param job the job; its {@code nextRun} is the first fire that is not decided yet
 * @param live how many executions of the job are live, reserved ones included
 * @param waiting how many of them wait for an earlier one
 * @param roomNow whether there is room for one that is due
 * @param roomAhead whether there is room for one that is not due yet
 */
public record DueJob(CronJob job, int live, int waiting, boolean roomNow, boolean roomAhead) {}
