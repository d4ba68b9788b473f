package io.openclaw.cron.examples.rest.api;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;
import static io.openclaw.cron.examples.rest.auth.Role.ADMIN;
import static io.openclaw.cron.examples.rest.auth.Role.OPERATOR;
import static io.openclaw.cron.examples.rest.auth.Role.VIEWER;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.http.Bodies;
import io.openclaw.cron.examples.rest.http.Route;
import java.util.List;

/** All endpoints for jobs: the table of what there is and who may use it. */
public final class CronRoutes {
    /** Where all of them are. */
    public static final String PREFIX = "/openclaw/api/v1/cron";

    private CronRoutes() {}

    /** The endpoints. The first one that fits a request answers it, so literal segments come before parameters. */
    public static List<Route> of(OpenClawCron cron, Bodies bodies) {
        var jobs = new JobEndpoints(cron.manager(), cron.history(), bodies);
        var history = new HistoryEndpoints(cron.manager(), cron.history());
        var executions = new ExecutionEndpoints(cron.executor(), cron.history(), bodies);
        var schedules = new ScheduleEndpoints(cron.scheduler(), bodies);
        return List.of(
                route(POST, "", ADMIN, jobs::create),
                route(GET, "", VIEWER, jobs::list),
                route(POST, "/validate", VIEWER, schedules::validate),
                route(GET, "/analytics", VIEWER, history::analytics),
                route(GET, "/executions/{executionId}", VIEWER, executions::get),
                route(POST, "/executions/{executionId}/cancel", OPERATOR, executions::cancel),
                route(GET, "/{id}", VIEWER, jobs::get),
                route(PUT, "/{id}", ADMIN, jobs::update),
                route(DELETE, "/{id}", ADMIN, jobs::delete),
                route(POST, "/{id}/run", OPERATOR, jobs::run),
                route(POST, "/{id}/pause", OPERATOR, jobs::pause),
                route(POST, "/{id}/resume", OPERATOR, jobs::resume),
                route(POST, "/{id}/enable", ADMIN, jobs::enable),
                route(POST, "/{id}/disable", ADMIN, jobs::disable),
                route(GET, "/{id}/history", VIEWER, history::history),
                route(GET, "/{id}/stats", VIEWER, history::stats),
                route(GET, "/{id}/timeline", VIEWER, history::timeline));
    }

    private static Route route(HandlerType method, String path, Role role, Handler handler) {
        return Route.of(method, PREFIX + path, role, handler);
    }
}
