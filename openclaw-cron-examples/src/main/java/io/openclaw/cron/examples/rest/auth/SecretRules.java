package io.openclaw.cron.examples.rest.auth;

import io.openclaw.cron.error.InvalidConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Which secrets are good enough to sign tokens with. */
final class SecretRules {
    /** In this source code for everyone to read, so good for nothing but trying things out on one's own machine. */
    static final String DEVELOPMENT_SECRET = "development-secret-that-everyone-can-read-in-the-source";

    /** HS256 is as strong as 256 bits at most; nimbus refuses shorter keys as well. */
    private static final int LEAST_BYTES = 32;

    private static final int LEAST_DIFFERENT_CHARACTERS = 12;
    private static final List<String> TELLTALE_WORDS =
            List.of("secret", "changeme", "change-me", "change_me", "password", "default", "example", "development");
    private static final String ADVICE = "; make one with: openssl rand -base64 48";

    private SecretRules() {}

    static AuthSettings.Secret usable(String secret, boolean development) {
        if (development) {
            return new AuthSettings.Secret(secret.isBlank() ? DEVELOPMENT_SECRET : padded(secret));
        }
        if (secret.isBlank()) {
            throw refused("is not set, nor is CRON_JWT_JWKS; set one of them, or start with --dev to try things out");
        }
        if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
            throw refused("is shorter than " + LEAST_BYTES + " bytes");
        }
        if (secret.chars().distinct().count() < LEAST_DIFFERENT_CHARACTERS) {
            throw refused("has fewer than " + LEAST_DIFFERENT_CHARACTERS + " different characters");
        }
        var lower = secret.toLowerCase(Locale.ROOT);
        if (TELLTALE_WORDS.stream().anyMatch(lower::contains)) {
            throw refused(
                    "looks like a placeholder; words such as 'secret' and 'changeme' do not occur in random ones");
        }
        return new AuthSettings.Secret(secret);
    }

    /** A weak secret is fine for trying things out, but the signature's algorithm wants its length. */
    private static String padded(String secret) {
        var missing = LEAST_BYTES - secret.getBytes(StandardCharsets.UTF_8).length;
        return missing <= 0 ? secret : secret + "-".repeat(missing);
    }

    private static InvalidConfigurationException refused(String reason) {
        return new InvalidConfigurationException("CRON_JWT_SECRET", reason + ADVICE);
    }
}
