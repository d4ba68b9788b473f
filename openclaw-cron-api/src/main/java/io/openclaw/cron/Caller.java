package io.openclaw.cron;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change.
 *
 * @param organizationId the organization in whose name
 * @param userId the user
 * @param reason why, for the records, or null
 */
public record Caller(
        String organizationId, String userId, @Nullable String reason) {

    /**
     * A caller who gives no reason.
     *
     * @param organizationId the organization in whose name
     * @param userId the user
     */
    public Caller(String organizationId, String userId) {
        this(organizationId, userId, null);
    }

    /** This caller with a reason. */
    public Caller because(String why) {
        return new Caller(organizationId, userId, why);
    }
}
