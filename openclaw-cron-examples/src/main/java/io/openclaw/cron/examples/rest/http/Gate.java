package io.openclaw.cron.examples.rest.http;

import io.javalin.http.Context;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenVerifier;
import io.openclaw.cron.examples.rest.error.Refusal;

/** Lets requests in: with a token, within the rate, and with the role that the endpoint asks for. */
public final class Gate {
    /** The attribute of a request that says who asked. */
    public static final String IDENTITY = "identity";

    private static final String SCHEME = "Bearer ";

    private final TokenVerifier tokens;
    private final RateLimits limits;

    /** A gate that takes these tokens and this many requests. */
    public Gate(TokenVerifier tokens, RateLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** Who asked; only after {@link #authenticate}. */
    public static Identity identity(Context context) {
        return context.attribute(IDENTITY);
    }

    /** Refuses those without a token, or with too many requests, before anything else is looked at. */
    public void authenticate(Context context) {
        authenticate(context, bearerToken(context.header("Authorization")));
    }

    /** The same for a token that came in another way. */
    public void authenticate(Context context, String token) {
        var identity = tokens.verify(token);
        limits.take(identity);
        context.attribute(IDENTITY, identity);
    }

    /** Counts something that is no request, such as a message over a WebSocket, against the rate of who sent it. */
    public void limit(Identity identity) {
        limits.take(identity);
    }

    /** Refuses those who may not do what the endpoint does. */
    public void authorize(Context context) {
        for (var role : context.routeRoles()) {
            if (!identity(context).role().covers((Role) role)) {
                throw Refusal.of(
                        403,
                        "forbidden",
                        "This takes the role " + ((Role) role).claim() + "; yours is "
                                + identity(context).role().claim());
            }
        }
    }

    /** The token of a header. */
    public static String bearerToken(String authorization) {
        if (authorization == null) {
            throw Refusal.unauthenticated("There is no token; send it as 'Authorization: Bearer TOKEN'");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthenticated("Only 'Authorization: Bearer TOKEN' is understood");
        }
        return authorization.substring(SCHEME.length()).trim();
    }
}
