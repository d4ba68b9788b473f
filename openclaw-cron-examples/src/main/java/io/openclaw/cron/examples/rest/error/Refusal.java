package io.openclaw.cron.examples.rest.error;

import java.util.Map;

/** A request is not carried out: what the client is told. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String field;
    private final transient Map<String, String> headers;

    private Refusal(int status, String code, String message, String field, Map<String, String> headers) {
        // Expected outcomes, many of them with an attack going on: the stack would cost more than the rest.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.headers = headers;
    }

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param code a short word for programs
     * @param message a sentence for a person
     */
    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, null, Map.of());
    }

    /** The request cannot be understood. */
    public static Refusal malformed(String field, String reason) {
        return of(400, "malformed", field + " " + reason).at(field);
    }

    /** The request can be understood and asks for what is not allowed. */
    public static Refusal invalid(String field, String reason) {
        return of(422, "invalid", field + " " + reason).at(field);
    }

    /** There is no valid token. */
    public static Refusal unauthenticated(String message) {
        return of(401, "unauthenticated", message).with("WWW-Authenticate", "Bearer realm=\"openclaw-cron\"");
    }

    /** This refusal, blamed on one field of the request. */
    public Refusal at(String name) {
        return new Refusal(status, code, getMessage(), name, headers);
    }

    /** This refusal with a header. */
    public Refusal with(String header, String value) {
        return new Refusal(status, code, getMessage(), field, Map.of(header, value));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The short word for programs. */
    public String code() {
        return code;
    }

    /** The field of the request that is to blame, or null. */
    public String field() {
        return field;
    }

    /** Headers that go with it. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
