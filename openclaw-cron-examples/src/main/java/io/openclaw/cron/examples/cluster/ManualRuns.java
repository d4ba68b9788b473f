package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.CronException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Somebody who runs jobs by hand, and now and then cancels what runs; remembers what was confirmed. */
final class ManualRuns {
    private static final long EVERY_MILLIS = 150;
    private static final int CANCELLED_OF = 8;
    private static final long PATIENCE_SECONDS = 180;

    private final OpenClawCron library;
    private final List<CronJob> jobs;
    private final SplittableRandom random;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "manual-runs"));
    private final List<UUID> promised = new ArrayList<>();

    /** Somebody on a library that need not run itself. */
    ManualRuns(OpenClawCron library, List<CronJob> jobs, SplittableRandom random) {
        this.library = library;
        this.jobs = jobs;
        this.random = random;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::runOne, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void runOne() {
        var job = jobs.get(random.nextInt(jobs.size()));
        var cancels = random.nextInt(CANCELLED_OF) == 0;
        var caller = new Caller(job.organizationId(), ClusterJobs.USER);
        try {
            var execution =
                    library.manager().triggerManualRun(job.jobId(), caller).executionId();
            promised.add(execution);
            if (cancels) {
                library.executor().cancelExecution(execution, caller);
            }
        } catch (CronException away) {
            // Nothing was promised; if it is there all the same, it has to end as all others.
        }
    }

    /** Stops; tells what was confirmed. */
    Set<UUID> stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A manual run was not answered within " + PATIENCE_SECONDS + " s");
        }
        return new HashSet<>(promised);
    }
}
