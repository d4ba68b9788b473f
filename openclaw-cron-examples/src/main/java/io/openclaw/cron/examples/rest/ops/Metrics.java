package io.openclaw.cron.examples.rest.ops;

import io.javalin.http.HandlerType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.openclaw.cron.core.CronMeters;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.rest.http.Route;
import io.openclaw.cron.examples.rest.live.EventHub;

/** Figures for Prometheus. None is by organization or job, so there is nothing in them to hide from a tenant. */
public final class Metrics implements AutoCloseable {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** The figures of a library, of its live events, and of the process that it runs in. */
    public Metrics(OpenClawCron cron, EventHub hub) {
        new CronMeters(cron).bindTo(registry);
        Gauge.builder("openclaw.cron.live.clients", hub, EventHub::clientCount)
                .description("Connected WebSocket clients")
                .register(registry);
        FunctionCounter.builder("openclaw.cron.live.cut.off", hub, EventHub::cutOffCount)
                .description("WebSocket clients that were cut off because they were too slow")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** The endpoint. */
    public Route route() {
        return Route.open(
                HandlerType.GET,
                "/metrics",
                context -> context.contentType(TEXT_FORMAT).result(registry.scrape()));
    }

    @Override
    public void close() {
        registry.close();
    }
}
