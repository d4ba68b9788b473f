package io.openclaw.cron.examples.rest.api;

import io.javalin.http.Context;
import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.examples.rest.error.Refusal;
import io.openclaw.cron.examples.rest.http.Bodies;
import io.openclaw.cron.examples.rest.http.Gate;
import io.openclaw.cron.examples.rest.http.QueryParameters;
import io.openclaw.cron.examples.rest.http.Replies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** What can be done with jobs. */
final class JobEndpoints {
    private static final int MOST_RECENT = 30;

    private final CronManager manager;
    private final CronHistory history;
    private final Bodies bodies;

    JobEndpoints(CronManager manager, CronHistory history, Bodies bodies) {
        this.manager = manager;
        this.history = history;
        this.bodies = bodies;
    }

    private record JobsView(List<JobView> jobs, PaginationView pagination) {}

    void create(Context context) {
        var job = manager.createCronJob(
                JobBodies.creation(bodies.required(context, JobBodies.FIELDS), Gate.identity(context)));
        context.header("Location", CronRoutes.PREFIX + "/" + job.jobId());
        Versions.tag(context, job);
        Replies.send(context, 201, JobView.of(job));
    }

    void list(Context context) {
        var query = QueryParameters.read(context, JobQueries.LIST);
        var page = manager.listCronJobs(
                JobQueries.list(query, Gate.identity(context).organizationId()));
        int recent = query.number("recent").orElse(0);
        if (recent < 0 || recent > MOST_RECENT) {
            throw Refusal.invalid("recent", "must be 0 to " + MOST_RECENT);
        }
        var jobs = page.items().stream().map(job -> view(job, recent)).toList();
        Replies.ok(context, new JobsView(jobs, PaginationView.of(page)));
    }

    private JobView view(CronJob job, int recent) {
        return recent == 0
                ? JobView.of(job)
                : JobView.of(
                        job,
                        history.getRecentExecutions(job.jobId(), job.organizationId(), recent).stream()
                                .map(RecentView::of)
                                .toList());
    }

    void get(Context context) {
        reply(context, find(context));
    }

    void update(Context context) {
        var id = Ids.of(context, "id");
        var change = JobBodies.change(bodies.required(context, JobBodies.FIELDS), Versions.expected(context));
        reply(context, manager.updateCronJob(id, Gate.identity(context).caller(), change));
    }

    void delete(Context context) {
        // Looked at just before and not in the same transaction: whoever changes the job within that blink has changed
        // a
        // job that was to be deleted anyway.
        Versions.expected(context).ifPresent(version -> {
            var job = find(context);
            if (job.version() != version) {
                throw JobConflictException.version(job.jobId(), version, job.version());
            }
        });
        var id = Ids.of(context, "id");
        manager.deleteCronJob(id, Gate.identity(context).caller());
        Replies.ok(context, Map.of("jobId", id.toString(), "deleted", true));
    }

    void enable(Context context) {
        reply(context, change(context, manager::enableCronJob));
    }

    void disable(Context context) {
        reply(context, change(context, manager::disableCronJob));
    }

    void pause(Context context) {
        reply(context, change(context, manager::pauseCronJob));
    }

    void resume(Context context) {
        reply(context, change(context, manager::resumeCronJob));
    }

    void run(Context context) {
        CronExecution execution = change(context, manager::triggerManualRun);
        context.header("Location", CronRoutes.PREFIX + "/executions/" + execution.executionId());
        Replies.send(context, 202, ExecutionView.of(execution));
    }

    private <T> T change(Context context, BiFunction<UUID, Caller, T> change) {
        var id = Ids.of(context, "id");
        var body = bodies.optional(context, Set.of("reason"));
        var caller = Gate.identity(context).caller();
        return change.apply(id, body.text("reason").map(caller::because).orElse(caller));
    }

    private CronJob find(Context context) {
        var id = Ids.of(context, "id");
        return manager.getCronJob(id, Gate.identity(context).organizationId())
                .orElseThrow(() -> new JobNotFoundException(id));
    }

    private static void reply(Context context, CronJob job) {
        Versions.tag(context, job);
        Replies.ok(context, JobView.of(job));
    }
}
