package io.openclaw.cron.examples.rest.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.openclaw.cron.examples.rest.auth.Role;
import java.util.Optional;

/**
 * One endpoint.
 *
 * @param method the HTTP method
 * @param path the path, with its parameters in braces
 * @param role the least role that may use it; empty if it takes no token
 * @param handler answers
 */
public record Route(HandlerType method, String path, Optional<Role> role, Handler handler) {

    /** An endpoint for those with a role. */
    public static Route of(HandlerType method, String path, Role role, Handler handler) {
        return new Route(method, path, Optional.of(role), handler);
    }

    /** An endpoint for everyone. */
    public static Route open(HandlerType method, String path, Handler handler) {
        return new Route(method, path, Optional.empty(), handler);
    }
}
