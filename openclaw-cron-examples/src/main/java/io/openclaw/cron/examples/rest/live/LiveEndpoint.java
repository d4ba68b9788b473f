package io.openclaw.cron.examples.rest.live;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.error.Failures;
import io.openclaw.cron.examples.rest.error.Refusal;
import io.openclaw.cron.examples.rest.http.Gate;
import io.openclaw.cron.examples.rest.http.QueryParameters;
import io.openclaw.cron.examples.rest.http.Replies;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The WebSocket. Who may not be here is refused before there is a connection.
 *
 * <p>A browser can set no header on a WebSocket but the list of subprotocols, so that the token may come there, as {@code
 * bearer.TOKEN} after {@value #PROTOCOL}; in the address it would end up in logs.
 */
public final class LiveEndpoint {
    /** Where it is. */
    public static final String PATH = "/openclaw/ws";

    /** What is spoken here. */
    public static final String PROTOCOL = "openclaw.cron.v1";

    private static final String TOKEN_PREFIX = "bearer.";
    private static final String PROTOCOL_HEADER = "Sec-WebSocket-Protocol";
    private static final String LAST_EVENT = "lastEventId";
    private static final int UNSUPPORTED_DATA = 1003;
    private static final int MAX_MESSAGE = 4 * 1024;
    /** A connection that nothing moves on is stuck; the hub finds that out, says so and counts it, and Jetty must leave it the time. */
    private static final int HEARTBEATS_UNTIL_IDLE = 2 * EventHub.HEARTBEATS_UNTIL_STUCK;

    private final Gate gate;
    private final EventHub hub;
    private final LiveSettings settings;
    private final ClientMessages messages;
    private final Map<Session, LiveClient> clients = new ConcurrentHashMap<>();

    /** An endpoint for those who come through the gate. */
    public LiveEndpoint(Gate gate, EventHub hub, LiveSettings settings) {
        this.gate = gate;
        this.hub = hub;
        this.settings = settings;
        this.messages = new ClientMessages(gate);
    }

    /** Adds itself. */
    public void addTo(JavalinConfig config) {
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxTextMessageSize(MAX_MESSAGE);
            factory.setMaxBinaryMessageSize(MAX_MESSAGE);
            factory.setIdleTimeout(settings.heartbeat().multipliedBy(HEARTBEATS_UNTIL_IDLE));
        });
        var routes = config.routes;
        routes.wsBeforeUpgrade(PATH, this::admit);
        routes.ws(PATH, this::listen);
        routes.get(PATH, context -> {
            throw Refusal.of(426, "upgrade_required", "This is a WebSocket").with("Upgrade", "websocket");
        });
    }

    private void admit(Context context) throws IOException {
        try {
            gate.authenticate(context, token(context));
            answerProtocol(context);
            context.attribute(LAST_EVENT, lastEventId(context));
            if (hub.isFullFor(Gate.identity(context))) {
                throw Refusal.of(
                                429,
                                "too_many_connections",
                                "A user may have " + settings.clientsPerUser() + " connections at once")
                        .with("Retry-After", "60");
            }
        } catch (RuntimeException failure) {
            refuse(context, Failures.refusal(failure));
        }
    }

    /** Javalin writes no bodies for upgrades that it does not make. */
    private static void refuse(Context context, Refusal refusal) throws IOException {
        context.skipRemainingHandlers();
        var response = context.res();
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        response.setHeader(PROTOCOL_HEADER, null);
        response.setContentType(Replies.CONTENT_TYPE);
        response.getOutputStream().write(Replies.bytes(refusal));
    }

    private static String token(Context context) {
        return protocols(context)
                .filter(protocol -> protocol.startsWith(TOKEN_PREFIX))
                .findFirst()
                .map(protocol -> protocol.substring(TOKEN_PREFIX.length()))
                .orElseGet(() -> Gate.bearerToken(context.header("Authorization")));
    }

    private static Stream<String> protocols(Context context) {
        var offered = Optional.ofNullable(context.header(PROTOCOL_HEADER)).orElse("");
        return Arrays.stream(offered.split(",")).map(String::trim);
    }

    /** Javalin would name whatever was offered first, which may be the token. */
    private static void answerProtocol(Context context) {
        var spoken = protocols(context).anyMatch(PROTOCOL::equals);
        context.res().setHeader(PROTOCOL_HEADER, spoken ? PROTOCOL : null);
    }

    private static Optional<String> lastEventId(Context context) {
        return QueryParameters.read(context, Set.of(LAST_EVENT)).text(LAST_EVENT);
    }

    private void listen(WsConfig socket) {
        socket.onConnect(this::join);
        socket.onMessage(context -> client(context)
                .ifPresent(client -> messages.answer(client, context.message()).ifPresent(client::send)));
        socket.onBinaryMessage(context ->
                client(context).ifPresent(client -> client.close(UNSUPPORTED_DATA, "only text is understood")));
        socket.onClose(this::leave);
        socket.onError(this::leave);
    }

    private void join(WsConnectContext context) {
        Identity identity = context.attribute(Gate.IDENTITY);
        Optional<String> lastEventId = context.attribute(LAST_EVENT);
        var client = new LiveClient(context.session, identity, settings, hub::countCutOff);
        clients.put(context.session, client);
        hub.join(client, lastEventId);
    }

    private void leave(WsContext context) {
        Optional.ofNullable(clients.remove(context.session)).ifPresent(hub::leave);
    }

    private Optional<LiveClient> client(WsContext context) {
        return Optional.ofNullable(clients.get(context.session));
    }
}
