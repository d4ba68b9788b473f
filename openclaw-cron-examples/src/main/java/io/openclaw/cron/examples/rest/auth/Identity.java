package io.openclaw.cron.examples.rest.auth;

import io.openclaw.cron.Caller;
import java.time.Instant;

/**
 * Who asks: all of it comes from the token, and nothing from the rest of the request.
 *
 * @param organizationId the organization, the token's {@code org}
 * @param userId the user, the token's {@code sub}
 * @param role what they may do, the token's {@code role}
 * @param expiresAt when the token expires
 */
public record Identity(String organizationId, String userId, Role role, Instant expiresAt) {

    /** As the library wants to know it. */
    public Caller caller() {
        return new Caller(organizationId, userId);
    }
}
