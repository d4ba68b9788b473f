package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.Caller;
import io.openclaw.cron.UpdateCronJobRequest;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Every call that changes a job. */
final class CallsOfManager {
    private CallsOfManager() {}

    static List<ThrowingCallable> changing(ManagedStore managed, UUID jobId, Caller caller) {
        var manager = managed.manager;
        var change = UpdateCronJobRequest.builder().priority(1).build();
        return List.of(
                () -> manager.updateCronJob(jobId, caller, change),
                () -> manager.enableCronJob(jobId, caller),
                () -> manager.disableCronJob(jobId, caller),
                () -> manager.pauseCronJob(jobId, caller),
                () -> manager.resumeCronJob(jobId, caller),
                () -> manager.triggerManualRun(jobId, caller),
                () -> managed.runs.runHere(jobId, caller),
                () -> manager.deleteCronJob(jobId, caller));
    }
}
