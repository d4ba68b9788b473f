package io.openclaw.cron.examples.rest;

import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.rest.api.CronRoutes;
import io.openclaw.cron.examples.rest.auth.TokenVerifier;
import io.openclaw.cron.examples.rest.http.Bodies;
import io.openclaw.cron.examples.rest.http.Gate;
import io.openclaw.cron.examples.rest.http.RateLimits;
import io.openclaw.cron.examples.rest.http.Route;
import io.openclaw.cron.examples.rest.http.WebServer;
import io.openclaw.cron.examples.rest.live.EventHub;
import io.openclaw.cron.examples.rest.live.Heart;
import io.openclaw.cron.examples.rest.live.LiveEndpoint;
import io.openclaw.cron.examples.rest.ops.ApiDocument;
import io.openclaw.cron.examples.rest.ops.HealthEndpoint;
import io.openclaw.cron.examples.rest.ops.Metrics;
import io.openclaw.cron.spi.SkillExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The library and the web server around it, assembled: build it, start it, close it. */
public final class CronHost implements AutoCloseable {
    private static final Duration CHECK_SLOW_CLIENTS = Duration.ofSeconds(1);
    private static final Duration FORGET_IDLE_USERS = Duration.ofSeconds(30);

    private final HostSettings settings;
    private final OpenClawCron cron;
    private final EventHub hub;
    private final Metrics metrics;
    private final Bodies bodies;
    private final WebServer web;
    private final Housekeeping housekeeping;

    /**
     * Puts it together. Nothing is started.
     *
     * @param settings what is set from outside
     * @param choice where jobs are kept; whoever gives it closes it, after this
     * @param skills runs the jobs
     */
    public CronHost(HostSettings settings, StoreChoice choice, SkillExecutor skills) {
        this.settings = settings;
        this.hub = new EventHub(settings.live());
        this.cron = OpenClawCron.builder()
                .skillExecutor(skills)
                .eventPublisher(choice.events().apply(hub))
                .store(choice.store())
                .config(settings.cron())
                .build();
        this.bodies = new Bodies(settings.web().maxBodyBytes(), settings.web().requestTimeout());
        this.metrics = new Metrics(cron, hub);
        var limits = new RateLimits(settings.rates());
        var gate = new Gate(new TokenVerifier(settings.auth()), limits);
        this.web = new WebServer(
                settings.web(), gate, bodies, routes(), new LiveEndpoint(gate, hub, settings.live())::addTo);
        this.housekeeping = new Housekeeping()
                .every(CHECK_SLOW_CLIENTS, web::checkSlowClients)
                .every(FORGET_IDLE_USERS, limits::forgetIdle)
                .every(settings.live().heartbeat(), new Heart(hub, Clock.systemUTC()));
    }

    /** All endpoints but the WebSocket. */
    List<Route> routes() {
        var routes = new ArrayList<>(CronRoutes.of(cron, bodies));
        routes.add(HealthEndpoint.of(cron));
        routes.add(metrics.route());
        routes.add(ApiDocument.route());
        return routes;
    }

    /** Starts: first the library, so that nobody is answered by half of it. */
    public void start() {
        cron.start();
        web.start();
    }

    /** The library. */
    public OpenClawCron cron() {
        return cron;
    }

    /** Where it listens, as in {@code http://127.0.0.1:8080}. */
    public String url() {
        var host = settings.web().host().equals("0.0.0.0")
                ? "localhost"
                : settings.web().host();
        return "http://" + host + ":" + web.port();
    }

    /** Stops: takes no more requests, then ends what runs. */
    @Override
    public void close() {
        housekeeping.close();
        hub.close();
        web.close();
        cron.close();
        metrics.close();
    }
}
