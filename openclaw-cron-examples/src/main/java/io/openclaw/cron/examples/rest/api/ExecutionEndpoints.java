package io.openclaw.cron.examples.rest.api;

import io.javalin.http.Context;
import io.openclaw.cron.CronExecutor;
import io.openclaw.cron.CronHistory;
import io.openclaw.cron.error.ExecutionNotFoundException;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.http.Bodies;
import io.openclaw.cron.examples.rest.http.Gate;
import io.openclaw.cron.examples.rest.http.Replies;
import java.util.Set;

/** What can be done with single executions. */
final class ExecutionEndpoints {
    private final CronExecutor executor;
    private final CronHistory history;
    private final Bodies bodies;

    ExecutionEndpoints(CronExecutor executor, CronHistory history, Bodies bodies) {
        this.executor = executor;
        this.history = history;
        this.bodies = bodies;
    }

    void get(Context context) {
        var id = Ids.of(context, "executionId");
        var identity = Gate.identity(context);
        // What runs on this node is known here more freshly than in the store.
        var execution = executor.getActiveExecution(id, identity.organizationId())
                .or(() -> history.getExecution(id, identity.organizationId()))
                .orElseThrow(() -> new ExecutionNotFoundException(id));
        Replies.ok(context, ExecutionView.of(execution, identity.role().covers(Role.OPERATOR)));
    }

    void cancel(Context context) {
        var id = Ids.of(context, "executionId");
        var body = bodies.optional(context, Set.of("reason"));
        var caller = Gate.identity(context).caller();
        var execution = executor.cancelExecution(
                id, body.text("reason").map(caller::because).orElse(caller));
        Replies.send(context, execution.status().isFinal() ? 200 : 202, ExecutionView.of(execution));
    }
}
