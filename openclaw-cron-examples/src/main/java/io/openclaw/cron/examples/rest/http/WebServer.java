package io.openclaw.cron.examples.rest.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.error.Failures;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The web server: endpoints behind the gate, the pages of the dashboard, and limits for what comes in. */
public final class WebServer implements AutoCloseable {
    private static final String API = "/openclaw/api/*";
    private static final String PAGES = "/dashboard";
    private static final String LIBRARIES = "META-INF/resources/webjars";

    private final WebSettings settings;
    private final Gate gate;
    private final Bodies bodies;
    private final Turns turns;
    private final SlowClients slowClients;
    private final Javalin javalin;

    /**
     * Puts it together.
     *
     * @param settings how to listen
     * @param gate who gets in
     * @param bodies reads what is sent
     * @param routes the endpoints
     * @param more whatever else there is, such as WebSockets
     */
    public WebServer(WebSettings settings, Gate gate, Bodies bodies, List<Route> routes, Consumer<JavalinConfig> more) {
        this.settings = settings;
        this.gate = gate;
        this.bodies = bodies;
        this.turns = Turns.forThisMachine(settings.requestTimeout());
        this.slowClients = new SlowClients(settings.requestTimeout());
        this.javalin = Javalin.create(config -> {
            configure(config);
            routes.forEach(route -> add(route, config.routes));
            more.accept(config);
        });
    }

    /** Listens from now on. */
    public void start() {
        javalin.start();
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Cuts off clients that are too slow; to be called every few seconds. */
    public void checkSlowClients() {
        slowClients.check();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = settings.maxBodyBytes();
        config.jetty.addConnector(this::connector);
        config.jetty.modifyHttpConfiguration(http -> {
            // Not Javalin's choice, which lets paths through that two programs could read in two ways.
            http.setUriCompliance(UriCompliance.DEFAULT);
            http.setSendServerVersion(false);
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyErrors());
            server.addBean(new NetworkConnectionLimit(settings.maxConnections(), server));
        });
        config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new JettyErrors()));
        addPages(config);
        allowOtherOrigins(config);
        guard(config.routes);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.addBean(slowClients);
        return connector;
    }

    private static void addPages(JavalinConfig config) {
        config.staticFiles.add(pages -> {
            pages.hostedPath = "/";
            pages.directory = PAGES;
            pages.location = Location.CLASSPATH;
        });
        if (WebServer.class.getClassLoader().getResource(LIBRARIES) != null) {
            config.staticFiles.enableWebjars();
        }
    }

    private void allowOtherOrigins(JavalinConfig config) {
        if (!settings.corsOrigins().isEmpty()) {
            config.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
                rule.path = API;
                settings.corsOrigins().forEach(origin -> rule.allowHost(origin));
                rule.exposeHeader("ETag");
                rule.exposeHeader("Location");
                rule.exposeHeader("Retry-After");
            }));
        }
    }

    private void guard(RoutesConfig routes) {
        routes.before(SecurityHeaders::set);
        routes.before(API, context -> {
            SecurityHeaders.forbidCaching(context);
            // Browsers ask without a token whether they may ask with one.
            if (!context.method().equals(HandlerType.OPTIONS)) {
                gate.authenticate(context);
            }
            // Javalin would answer 200 to it wherever there is a GET, whatever that would have answered.
            if (context.method().equals(HandlerType.HEAD)) {
                throw Refusal.of(405, "method_not_allowed", "HEAD is not supported; use GET");
            }
        });
        routes.beforeMatched(API, gate::authorize);
        routes.after(API, bodies::discard);
        routes.exception(HttpResponseException.class, WebServer::refuse);
        routes.exception(Exception.class, (failure, context) -> Replies.refuse(context, Failures.refusal(failure)));
    }

    private static void refuse(HttpResponseException failure, Context context) {
        var refusal = switch (failure.getStatus()) {
            case 404 -> Refusal.of(404, "not_found", "There is nothing at this address");
            case 405 ->
                Refusal.of(405, "method_not_allowed", "This address does not take " + context.method())
                        .with("Allow", failure.getDetails().getOrDefault("availableMethods", ""));
            default -> Refusal.of(failure.getStatus(), "refused", "The request was refused");
        };
        Replies.refuse(context, refusal);
    }

    private void add(Route route, RoutesConfig routes) {
        routes.addHttpHandler(
                route.method(),
                route.path(),
                route.role().isPresent() ? inTurn(route.handler()) : route.handler(),
                route.role().stream().toArray(Role[]::new));
    }

    /** The body comes as fast as the client sends it, so it is no part of the turn. */
    private Handler inTurn(Handler handler) {
        return context -> {
            bodies.receive(context);
            turns.take(() -> handler.handle(context));
        };
    }
}
