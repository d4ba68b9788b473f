package io.openclaw.cron.spi;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;

/**
 * An execution together with its job as it was at that moment.
 *
 * @param execution the execution
 * @param job its job
 */
public record JobExecution(CronExecution execution, CronJob job) {}
