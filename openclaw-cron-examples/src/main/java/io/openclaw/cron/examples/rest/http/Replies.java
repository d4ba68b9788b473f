package io.openclaw.cron.examples.rest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.openclaw.cron.examples.rest.error.Refusal;

/** Answers, all of them in one envelope. */
public final class Replies {
    /** What every answer's body is. */
    public static final String CONTENT_TYPE = "application/json";

    private Replies() {}

    private record Success(boolean success, Object data) {}

    private record Failure(
            boolean success,
            String error,
            String code,
            @JsonInclude(JsonInclude.Include.NON_NULL) String field) {}

    /** Answers with what was asked for. */
    public static void ok(Context context, Object data) {
        send(context, 200, data);
    }

    /**
     * Answers with another status than 200.
     *
     * @param data what was asked for, or null
     */
    public static void send(Context context, int status, Object data) {
        write(context, status, new Success(true, data));
    }

    /** Answers that it was not done. */
    public static void refuse(Context context, Refusal refusal) {
        refusal.headers().forEach(context::header);
        write(context, refusal.status(), body(refusal));
    }

    /** The body of a refusal, for where there is no {@link Context}. */
    public static byte[] bytes(Refusal refusal) {
        return Json.bytes(body(refusal));
    }

    private static Failure body(Refusal refusal) {
        return new Failure(false, refusal.getMessage(), refusal.code(), refusal.field());
    }

    private static void write(Context context, int status, Object body) {
        context.status(status).contentType(CONTENT_TYPE).result(Json.bytes(body));
    }
}
