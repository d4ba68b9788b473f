package io.openclaw.cron.examples.rest.api;

import io.javalin.http.Context;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job's version as its entity tag, against lost updates.
 *
 * <p>Only against those: the version counts what users change and not what runs leave behind, so it is no tag to cache by,
 * and {@code If-None-Match} is not looked at.
 */
final class Versions {
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Versions() {}

    /** Tells the client which version it gets. */
    static void tag(Context context, CronJob job) {
        context.header("ETag", "\"" + job.version() + "\"");
    }

    /** The version that the client has seen; empty if it does not mind. */
    static Optional<Long> expected(Context context) {
        var header = context.header("If-Match");
        if (header == null || header.trim().equals("*")) {
            return Optional.empty();
        }
        var tag = TAG.matcher(header.trim());
        if (!tag.matches()) {
            throw Refusal.malformed("If-Match", "must be one ETag of this job, such as \"3\", or *");
        }
        return Optional.of(Long.parseLong(tag.group(1)));
    }
}
