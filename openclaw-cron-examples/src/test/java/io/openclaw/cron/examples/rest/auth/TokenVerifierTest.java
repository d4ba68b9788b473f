package io.openclaw.cron.examples.rest.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.openclaw.cron.examples.rest.error.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {
    private final AuthSettings settings = AuthSettings.fromEnvironment(Map.of(), true);
    private final Identity ann = new Identity(
            "acme", "ann", Role.VIEWER, Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS));
    private final String token = new TokenIssuer(settings).issue(ann);

    @Test
    void aTokenThatCountedIsNotCheckedAgain() {
        var verifier = new TokenVerifier(settings);
        var first = verifier.verify(token);
        assertThat(first).isEqualTo(ann);
        assertThat(verifier.verify(token)).isSameAs(first);
    }

    @Test
    void aTokenThatCountedIsCheckedAgainOnceItHasExpired() {
        var verifier = new TokenVerifier(settings, Clock.fixed(ann.expiresAt(), ZoneOffset.UTC));
        assertThat(verifier.verify(token)).isNotSameAs(verifier.verify(token));
    }

    @Test
    void aTokenWithAnotherSignatureIsRefusedAfterOneThatCounted() {
        var verifier = new TokenVerifier(settings);
        verifier.verify(token);
        var signature = token.lastIndexOf('.') + 1;
        var forged = token.substring(0, signature)
                + (token.charAt(signature) == 'A' ? 'B' : 'A')
                + token.substring(signature + 1);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> verifier.verify(forged));
    }
}
