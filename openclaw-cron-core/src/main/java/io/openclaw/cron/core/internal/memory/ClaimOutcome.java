package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.spi.JobExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a claim has done so far. */
final class ClaimOutcome {
    final List<JobExecution> claimed = new ArrayList<>();
    final List<JobExecution> ended = new ArrayList<>();
    final List<UUID> cancelRequested = new ArrayList<>();
    final List<CronJob> disabled = new ArrayList<>();
}
