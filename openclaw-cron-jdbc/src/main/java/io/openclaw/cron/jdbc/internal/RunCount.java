package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import org.jspecify.annotations.Nullable;

/**
 * What runs of one job add to what its runs have left behind.
 *
 * @param last the last of them
 * @param successes how many completed
 * @param failures how many failed or timed out
 * @param streak how many failed or timed out since the last that completed
 */
record RunCount(CronExecution last, long successes, long failures, long streak) {

    static RunCount of(CronExecution run) {
        var failed = run.status() == CronExecutionStatus.COMPLETED ? 0 : 1;
        return new RunCount(run, 1L - failed, failed, failed);
    }

    /** These runs and then others. */
    RunCount then(RunCount later) {
        return new RunCount(
                later.last,
                successes + later.successes,
                failures + later.failures,
                later.successes > 0 ? later.streak : streak + later.streak);
    }

    JobKey job() {
        return Jobs.keyOf(last);
    }

    @Nullable
    String lastError() {
        CronExecutionError error = last.error();
        return last.status() == CronExecutionStatus.COMPLETED || error == null ? null : error.message();
    }
}
