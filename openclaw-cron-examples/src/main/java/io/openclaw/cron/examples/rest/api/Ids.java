package io.openclaw.cron.examples.rest.api;

import io.javalin.http.Context;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths. */
final class Ids {
    /** {@link UUID#fromString} takes much that is none, such as "1-1-1-1-1". */
    private static final Pattern UUID_TEXT = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ids() {}

    static UUID of(Context context, String name) {
        var text = context.pathParam(name);
        if (!UUID_TEXT.matcher(text).matches()) {
            throw Refusal.malformed(name, "must be a UUID");
        }
        return UUID.fromString(text);
    }
}
