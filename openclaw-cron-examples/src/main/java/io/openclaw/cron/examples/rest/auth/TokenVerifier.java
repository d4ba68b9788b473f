package io.openclaw.cron.examples.rest.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.openclaw.cron.examples.rest.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a token into who asks, or refuses it. Thread-safe.
 *
 * <p>The algorithms follow from the kind of key that is configured, never from the token: one that says {@code none}, or
 * that is an HS256 signature made with a public key, finds no key that would fit it.
 *
 * <p>A token that counts is remembered for a minute, or until it expires: so long it counts after its key has been withdrawn.
 */
public final class TokenVerifier {
    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final int MAX_ID = 255;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long MOST_CHARACTERS = 4_000_000;

    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Cache<String, Identity> verified = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String token, Identity identity) -> token.length())
            .build();

    /** A verifier for these keys, this issuer and this audience. */
    public TokenVerifier(AuthSettings settings) {
        this(settings, Clock.systemUTC());
    }

    /**
     * A verifier.
     *
     * @param clock tells until when a token that counted is remembered
     */
    TokenVerifier(AuthSettings settings, Clock clock) {
        this.clock = clock;
        var claims = new DefaultJWTClaimsVerifier<SecurityContext>(
                settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "org", "role", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        processor.setJWSKeySelector(selector(settings.keys()));
    }

    private static JWSKeySelector<SecurityContext> selector(AuthSettings.Keys keys) {
        if (keys instanceof AuthSettings.Secret secret) {
            return new JWSVerificationKeySelector<>(
                    JWSAlgorithm.HS256, new ImmutableSecret<>(secret.value().getBytes(StandardCharsets.UTF_8)));
        }
        var location = ((AuthSettings.KeySet) keys).location();
        return new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), PublicKeys.at(location));
    }

    /**
     * Checks a token.
     *
     * @throws Refusal with status 401 if it does not count, whatever the reason, and 503 if the keys cannot be had now
     */
    public Identity verify(String token) {
        var known = verified.getIfPresent(token);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return known;
        }
        var identity = check(token);
        verified.put(token, identity);
        return identity;
    }

    private Identity check(String token) {
        try {
            var claims = processor.process(token, null);
            return new Identity(
                    id(claims, "org"),
                    id(claims, "sub"),
                    role(claims),
                    claims.getExpirationTime().toInstant());
        } catch (RateLimitReachedException unknownKey) {
            throw refused("names a key that is not known");
        } catch (KeySourceException unavailable) {
            log.warn("The keys of CRON_JWT_JWKS cannot be had: {}", unavailable.getMessage());
            throw Refusal.of(503, "keys_unavailable", "Tokens cannot be checked at the moment; try again")
                    .with("Retry-After", "5");
        } catch (ParseException | BadJOSEException | JOSEException bad) {
            log.debug("A token was refused: {}", bad.getMessage());
            throw refused("is not valid here: forged, expired, not yet valid, or for somebody else");
        }
    }

    private static String id(JWTClaimsSet claims, String name) throws ParseException {
        var value = claims.getStringClaim(name);
        if (value == null
                || value.isBlank()
                || value.length() > MAX_ID
                || value.chars().anyMatch(Character::isISOControl)) {
            throw refused("has no usable claim '" + name + "'");
        }
        return value;
    }

    private static Role role(JWTClaimsSet claims) throws ParseException {
        return Role.of(claims.getStringClaim("role"))
                .orElseThrow(() -> refused("has a claim 'role' that is not viewer, operator or admin"));
    }

    private static Refusal refused(String reason) {
        return Refusal.unauthenticated("The token " + reason)
                .with("WWW-Authenticate", "Bearer realm=\"openclaw-cron\", error=\"invalid_token\"");
    }
}
