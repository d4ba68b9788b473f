package io.openclaw.cron.examples.rest.ops;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.rest.http.JsonFields;
import io.openclaw.cron.examples.rest.http.Replies;
import io.openclaw.cron.examples.rest.http.Route;
import java.time.Instant;
import java.util.List;

/** For load balancers and people on call: whether this node works. Says nothing about any tenant. */
public final class HealthEndpoint {
    private final OpenClawCron cron;

    private HealthEndpoint(OpenClawCron cron) {
        this.cron = cron;
    }

    private record HealthView(
            String status,
            String nodeName,
            List<String> problems,
            Instant lastBeat,
            long clockOffsetMs,
            int outcomesWaiting,
            int runaway) {}

    /** The endpoint. */
    public static Route of(OpenClawCron cron) {
        return Route.open(HandlerType.GET, "/health", new HealthEndpoint(cron)::show);
    }

    private void show(Context context) {
        var health = cron.health();
        context.header("Cache-Control", "no-store");
        Replies.send(
                context,
                health.status() == CronHealth.Status.DOWN ? 503 : 200,
                new HealthView(
                        JsonFields.word(health.status()),
                        health.node().name(),
                        health.problems(),
                        health.lastBeat(),
                        health.clockOffset().toMillis(),
                        health.outcomesWaiting(),
                        health.runaway()));
    }
}
