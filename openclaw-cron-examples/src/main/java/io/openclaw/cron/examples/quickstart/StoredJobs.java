package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of the quickstart in its store: those that an earlier run has left there go on, the others are created. */
final class StoredJobs {
    private final OpenClawCron cron;
    private final Map<String, CronJob> left = new HashMap<>();

    StoredJobs(OpenClawCron cron) {
        this.cron = cron;
    }

    /** Has to come before the start, so that no job runs with the parameters of an earlier run. */
    void goOn(List<CreateCronJobRequest> requests) {
        for (var request : requests) {
            find(request).ifPresent(job -> left.put(job.jobKey(), goOn(job, request)));
        }
    }

    /** Comes after the start, so that one sees that jobs are created. */
    List<CronJob> orCreate(List<CreateCronJobRequest> requests) {
        return requests.stream()
                .map(request -> Optional.ofNullable(left.get(request.jobKey()))
                        .orElseGet(() -> cron.manager().createCronJob(request)))
                .toList();
    }

    /** Whether an earlier run has left this job. */
    boolean goesOn(CronJob job) {
        return left.containsKey(job.jobKey());
    }

    /** What the user is told, if anything was there. */
    Optional<String> tellWhatWasThere() {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        var any = CronExecutionHistoryQuery.builder(QuickstartJobs.ORGANIZATION)
                .limit(1)
                .build();
        var executions = cron.history().getExecutionHistory(any).total();
        return Optional.of(
                left.size() + " jobs and " + executions + " executions of earlier runs are there; they go on.");
    }

    private Optional<CronJob> find(CreateCronJobRequest request) {
        var query = CronJobListQuery.builder(QuickstartJobs.ORGANIZATION)
                .jobKey(request.jobKey())
                .build();
        return cron.manager().listCronJobs(query).items().stream().findFirst();
    }

    /** The page to check is somewhere else in each run; and a run that has ended in order has paused its jobs. */
    private CronJob goOn(CronJob job, CreateCronJobRequest request) {
        var change = UpdateCronJobRequest.builder()
                .skillParams(request.skillParams())
                .enabled(true)
                .build();
        return cron.manager().updateCronJob(job.jobId(), QuickstartJobs.CALLER, change);
    }
}
