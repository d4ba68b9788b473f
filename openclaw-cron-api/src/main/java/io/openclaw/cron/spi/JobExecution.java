package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;

/**
 * An execution together with its job as it was at that moment.
 *
 * @param execution the execution
 * @param job its job; in the answer to a claim a store may leave out what its runs have left behind, but for how many are live
 */
public record JobExecution(CronExecution execution, CronJob job) {}
