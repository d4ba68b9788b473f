package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.openclaw.cron.examples.rest.auth.AuthSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens count, with a shared secret and with public keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {
    private static final Instant NOW = Clock.systemUTC().instant();
    private static final JWSHeader HS256 = new JWSHeader(JWSAlgorithm.HS256);

    private TestHost bySecret;
    private TestHost byKeys;
    private RSAKey rsa;
    private ECKey ec;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        var file = Files.writeString(folder.resolve("keys.json"), new JWKSet(List.of(rsa, ec)).toString());
        bySecret = TestHost.start(StoreChoice.inMemory());
        byKeys = TestHost.start(StoreChoice.inMemory(), settings -> settings.withAuth(keys(file.toString())));
    }

    @AfterAll
    void stop() {
        bySecret.close();
        byKeys.close();
    }

    private static AuthSettings keys(String location) {
        return new AuthSettings(new AuthSettings.KeySet(location), "test-issuer", "test-audience");
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("ada")
                .claim("org", "acme")
                .claim("role", "viewer")
                .issuer("test-issuer")
                .audience("test-audience")
                .expirationTime(Date.from(NOW.plus(Duration.ofHours(1))));
    }

    private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String hs256(JWTClaimsSet claims) throws JOSEException {
        return signed(HS256, new MACSigner(TestHost.SECRET), claims);
    }

    private static Api.Answer with(TestHost host, String token) {
        return new Api(host.url(), token).get("");
    }

    @Test
    void aGoodTokenCounts() throws Exception {
        assertThat(with(bySecret, hs256(claims().build())).status()).isEqualTo(200);
        assertThat(with(
                                bySecret,
                                hs256(claims().audience(List.of("other", "test-audience"))
                                        .build()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenWithClaimsThatDoNotFitIsRefused() throws Exception {
        var bad = new TreeMap<String, JWTClaimsSet>(Map.of(
                "expired",
                        claims().expirationTime(Date.from(NOW.minusSeconds(60))).build(),
                "no expiry", claims().expirationTime(null).build(),
                "not yet",
                        claims().notBeforeTime(Date.from(NOW.plusSeconds(120))).build(),
                "issuer", claims().issuer("somebody").build(),
                "no issuer", claims().issuer(null).build(),
                "audience", claims().audience("somebody").build(),
                "no audience", claims().audience((String) null).build(),
                "no org", claims().claim("org", null).build(),
                "no user", claims().subject(null).build(),
                "no role", claims().claim("role", null).build()));
        bad.put("role", claims().claim("role", "ADMIN").build());
        bad.put("roles", claims().claim("role", List.of("admin")).build());
        bad.put("org of another type", claims().claim("org", Map.of("x", 1)).build());
        bad.put("blank org", claims().claim("org", " ").build());
        bad.put("long org", claims().claim("org", "x".repeat(256)).build());
        bad.put("org with a line break", claims().claim("org", "a\nb").build());
        bad.forEach((name, claims) -> {
            try {
                var answer = with(bySecret, hs256(claims));
                assertThat(answer.status()).as(name).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate"))
                        .as(name)
                        .hasValueSatisfying(value -> assertThat(value).contains("error=\"invalid_token\""));
            } catch (JOSEException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    @Test
    void aForgedTokenIsRefused() throws Exception {
        var good = hs256(claims().build());
        var parts = good.split("\\.");
        var admin = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        claims().claim("role", "admin").build().toString().getBytes(StandardCharsets.UTF_8));
        var forged = List.of(
                signed(HS256, new MACSigner("another-secret-that-is-long-enough-too"), claims().build()),
                parts[0] + "." + admin + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                parts[1] + "." + parts[0] + "." + parts[2],
                new PlainJWT(claims().build()).serialize(),
                header("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2],
                header("{\"alg\":\"NONE\",\"typ\":\"JWT\"}") + "." + parts[1] + ".",
                header("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}") + "." + parts[1] + "." + parts[2],
                header("{\"alg\":\"HS256\",\"jku\":\"http://localhost/keys\"}") + "." + parts[1] + "." + parts[2],
                "",
                ".",
                "..",
                "....",
                "x".repeat(5_000),
                "[".repeat(4_000));
        for (var token : forged) {
            assertThat(with(bySecret, token).status()).as(token).isEqualTo(401);
            assertThat(with(byKeys, token).status()).as(token).isEqualTo(401);
        }
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void otherSchemesThanBearerAreRefused() {
        for (var header : List.of("Basic YTpi", "bearer", "Bearer", "Token x", "Bearer  ")) {
            var answer = bySecret.anonymous().send("GET", "", null, "Authorization", header);
            assertThat(answer.status()).as(header).isEqualTo(401);
        }
    }

    @Test
    void tokensOfPublicKeysCount() throws Exception {
        assertThat(with(byKeys, signed(rs256("rsa"), new RSASSASigner(rsa), claims().build()))
                        .status())
                .isEqualTo(200);
        assertThat(with(byKeys, signed(es256("ec"), new ECDSASigner(ec), claims().build()))
                        .status())
                .isEqualTo(200);
        assertThat(with(byKeys, signed(rs256(null), new RSASSASigner(rsa), claims().build()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void oneKindOfKeyIsNotTakenForAnother() throws Exception {
        // The public key is public: whoever signs with it as if it were a shared secret must not get in.
        for (var secret : List.of(
                rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                rsa.toRSAPublicKey().getEncoded(),
                pem(rsa.toRSAPublicKey().getEncoded()))) {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build();
            assertThat(with(byKeys, signed(header, new MACSigner(secret), claims().build()))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(with(byKeys, signed(es256("rsa"), new ECDSASigner(ec), claims().build()))
                        .status())
                .isEqualTo(401);
        assertThat(with(byKeys, hs256(claims().build())).status()).isEqualTo(401);
        assertThat(with(bySecret, signed(rs256("rsa"), new RSASSASigner(rsa), claims().build()))
                        .status())
                .isEqualTo(401);
        var pss = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa").build();
        assertThat(with(byKeys, signed(pss, new RSASSASigner(rsa), claims().build()))
                        .status())
                .isEqualTo(401);
        var stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        assertThat(with(byKeys, signed(rs256("rsa"), new RSASSASigner(stranger), claims().build()))
                        .status())
                .isEqualTo(401);
        assertThat(with(byKeys, signed(rs256("unknown"), new RSASSASigner(rsa), claims().build()))
                        .status())
                .isEqualTo(401);
        // It brings its own key along, which is nobody's here.
        var selfMade = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(stranger.toPublicJWK())
                .build();
        assertThat(with(byKeys, signed(selfMade, new RSASSASigner(stranger), claims().build()))
                        .status())
                .isEqualTo(401);
    }

    private static JWSHeader rs256(String key) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key).build();
    }

    private static JWSHeader es256(String key) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key).build();
    }

    private static byte[] pem(byte[] encoded) {
        return ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keysAtAnAddressAreFetchedAndMissedWhenTheyAreNotThere() throws Exception {
        var keys = new AtomicReference<>("");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            var body = keys.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        try (var host = TestHost.start(StoreChoice.inMemory(), settings -> settings.withAuth(keys(url)))) {
            var token = signed(rs256("rsa"), new RSASSASigner(rsa), claims().build());
            var unavailable = with(host, token);
            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(unavailable.header("Retry-After")).isPresent();

            keys.set(new JWKSet(rsa).toString());
            assertThat(with(host, token).status()).isEqualTo(200);
        } finally {
            server.stop(0);
        }
    }
}
