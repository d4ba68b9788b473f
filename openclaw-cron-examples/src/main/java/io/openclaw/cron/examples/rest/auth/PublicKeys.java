package io.openclaw.cron.examples.rest.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.openclaw.cron.error.InvalidConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;

/** Where {@code CRON_JWT_JWKS} points: a file, or an address that is asked again when keys change. */
final class PublicKeys {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MAX_BYTES = 256 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration KEPT_WHILE_AWAY = Duration.ofHours(4);

    private PublicKeys() {}

    static JWKSource<SecurityContext> at(String location) {
        var builder = location.matches("(?i)https?://.*") ? fromAddress(location) : fromFile(location);
        // Without refreshing ahead, which would leave a thread behind that keeps the process alive.
        return builder.cache(KEPT.toMillis(), LONGEST_WAIT.toMillis())
                .refreshAheadCache(false)
                .build();
    }

    private static JWKSourceBuilder<SecurityContext> fromAddress(String location) {
        var retriever = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES);
        return JWKSourceBuilder.<SecurityContext>create(address(location), retriever)
                .outageTolerant(KEPT_WHILE_AWAY.toMillis());
    }

    /** Whoever can change keys on their way can sign tokens: in the clear only from this machine. */
    private static URL address(String location) {
        try {
            var uri = URI.create(location);
            if (!"https".equalsIgnoreCase(uri.getScheme())
                    && !InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
                throw refused(location, "allowed are https, and http on this machine");
            }
            return uri.toURL();
        } catch (MalformedURLException | UnknownHostException | IllegalArgumentException unusable) {
            throw refused(location, "which is no address that can be used");
        }
    }

    private static JWKSourceBuilder<SecurityContext> fromFile(String location) {
        try {
            var file = new KeyFile(Path.of(location));
            // Now, so that a wrong path is told at the start and not by the first request.
            file.read();
            return JWKSourceBuilder.create(file);
        } catch (IOException | ParseException | InvalidPathException unusable) {
            throw refused(location, "which is no file with a JSON Web Key Set");
        }
    }

    private static InvalidConfigurationException refused(String location, String reason) {
        return new InvalidConfigurationException("CRON_JWT_JWKS", "is '" + location + "'; " + reason);
    }

    /** Read again when the cache has grown old, so that a key can be changed without a restart. */
    private record KeyFile(Path file) implements JWKSetSource<SecurityContext> {
        JWKSet read() throws IOException, ParseException {
            return JWKSet.parse(Files.readString(file));
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
                throws KeySourceException {
            try {
                return read();
            } catch (IOException | ParseException unreadable) {
                throw new JWKSetUnavailableException(file + " cannot be read", unreadable);
            }
        }

        @Override
        public void close() {}
    }
}
