package io.openclaw.cron.examples.rest.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** Signs tokens with the shared secret: for trying things out, and for tests. */
public final class TokenIssuer {
    private final AuthSettings settings;
    private final AuthSettings.Secret secret;

    /**
     * Creates an issuer.
     *
     * @throws IllegalArgumentException if the server goes by public keys: then somebody else signs
     */
    public TokenIssuer(AuthSettings settings) {
        if (!(settings.keys() instanceof AuthSettings.Secret shared)) {
            throw new IllegalArgumentException("Tokens are signed by the owner of CRON_JWT_JWKS, not by this program");
        }
        this.settings = settings;
        this.secret = shared;
    }

    /** A signed token. */
    public String issue(Identity identity) {
        var claims = new JWTClaimsSet.Builder()
                .subject(identity.userId())
                .claim("org", identity.organizationId())
                .claim("role", identity.role().claim())
                .issuer(settings.issuer())
                .audience(settings.audience())
                .expirationTime(date(identity.expiresAt()))
                .build();
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret.value().getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException unsigned) {
            throw new IllegalStateException("The token could not be signed", unsigned);
        }
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}
