package io.openclaw.cron.examples.rest.auth;

import io.openclaw.cron.error.InvalidConfigurationException;
import java.util.Map;

/**
 * Whose tokens count.
 *
 * @param keys what tokens are signed with
 * @param issuer the {@code iss} that a token must have
 * @param audience the {@code aud} that a token must have among its own
 */
public record AuthSettings(Keys keys, String issuer, String audience) {
    /** Who issues tokens where nobody says otherwise: this program itself. */
    public static final String DEFAULT_NAME = "openclaw-cron";

    /** What a token is signed with: one or the other, so that nobody can pass off one kind of key as the other. */
    public sealed interface Keys permits Secret, KeySet {}

    /** A secret that issuer and server share: HS256. */
    public record Secret(String value) implements Keys {
        /** Says nothing about the value: records end up in logs. */
        @Override
        public String toString() {
            return "Secret[value=hidden]";
        }
    }

    /** Public keys in a file or at an address: RS256 and ES256. */
    public record KeySet(String location) implements Keys {}

    /**
     * Reads {@code CRON_JWT_SECRET} or {@code CRON_JWT_JWKS}, {@code CRON_JWT_ISSUER} and {@code CRON_JWT_AUDIENCE}.
     *
     * @param environment the variables
     * @param development whether the well-known development secret will do where none is given
     * @throws InvalidConfigurationException if there is no key, or a weak one, or both kinds
     */
    public static AuthSettings fromEnvironment(Map<String, String> environment, boolean development) {
        var secret = environment.getOrDefault("CRON_JWT_SECRET", "");
        var jwks = environment.getOrDefault("CRON_JWT_JWKS", "");
        if (!secret.isBlank() && !jwks.isBlank()) {
            throw new InvalidConfigurationException(
                    "CRON_JWT_JWKS", "is set beside CRON_JWT_SECRET; set the one that your tokens are signed with");
        }
        return jwks.isBlank()
                ? new AuthSettings(
                        SecretRules.usable(secret, development),
                        named(environment, "CRON_JWT_ISSUER"),
                        named(environment, "CRON_JWT_AUDIENCE"))
                : new AuthSettings(
                        new KeySet(jwks),
                        required(environment, "CRON_JWT_ISSUER"),
                        required(environment, "CRON_JWT_AUDIENCE"));
    }

    private static String named(Map<String, String> environment, String variable) {
        var value = environment.getOrDefault(variable, "");
        return value.isBlank() ? DEFAULT_NAME : value;
    }

    /** An identity provider signs tokens for many applications with the same keys; only these two tell them apart. */
    private static String required(Map<String, String> environment, String variable) {
        var value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new InvalidConfigurationException(variable, "is not set; with CRON_JWT_JWKS it must be");
        }
        return value;
    }
}
