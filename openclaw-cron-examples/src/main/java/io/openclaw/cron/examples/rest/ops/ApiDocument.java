package io.openclaw.cron.examples.rest.ops;

import io.javalin.http.HandlerType;
import io.openclaw.cron.examples.rest.http.Replies;
import io.openclaw.cron.examples.rest.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The OpenAPI document: written by hand, and held to the endpoints by a test. */
public final class ApiDocument {
    private static final String RESOURCE = "/openapi/openapi.json";

    private ApiDocument() {}

    /** The endpoint. */
    public static Route route() {
        var document = read();
        return Route.open(
                HandlerType.GET,
                "/openapi.json",
                context -> context.contentType(Replies.CONTENT_TYPE).result(document));
    }

    private static byte[] read() {
        try (var resource = ApiDocument.class.getResourceAsStream(RESOURCE)) {
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
