package io.openclaw.cron.examples.rest.http;

import io.javalin.http.Context;
import java.util.Map;

/** What browsers are told about everything that comes from here. */
final class SecurityHeaders {
    /** Scripts, styles and connections of this server only, nothing inline, and in nobody's frame. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    private SecurityHeaders() {}

    static void set(Context context) {
        HEADERS.forEach(context::header);
    }

    /** Answers about jobs belong to one user, and are old in a second. */
    static void forbidCaching(Context context) {
        context.header("Cache-Control", "no-store");
    }
}
