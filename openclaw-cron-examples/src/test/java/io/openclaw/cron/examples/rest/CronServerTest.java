package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.AuthSettings;
import io.openclaw.cron.examples.rest.auth.Role;
import io.openclaw.cron.examples.rest.auth.TokenVerifier;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's command line, and the server as a process. */
class CronServerTest {
    @TempDir
    private Path folder;

    private static final Map<String, String> GOOD = Map.of("CRON_JWT_SECRET", TestHost.SECRET);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... args) {
        return CronServer.run(
                args,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void helpIsPrinted() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--dev", "token");
    }

    @Test
    void aTokenIsPrintedThatTheServerTakes() {
        assertThat(run(GOOD, "token", "--org", "acme", "--user", "ada", "--role", "operator"))
                .isZero();

        var identity = new TokenVerifier(AuthSettings.fromEnvironment(GOOD, false))
                .verify(out.toString(StandardCharsets.UTF_8).trim());
        assertThat(identity.organizationId()).isEqualTo("acme");
        assertThat(identity.userId()).isEqualTo("ada");
        assertThat(identity.role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void aTokenOfTheDevelopmentSecretCountsOnlyThere() {
        assertThat(run(Map.of(), "token", "--org", "acme", "--user", "ada")).isZero();
        var token = out.toString(StandardCharsets.UTF_8).trim();
        assertThat(new TokenVerifier(AuthSettings.fromEnvironment(Map.of(), true))
                        .verify(token)
                        .role())
                .isEqualTo(Role.VIEWER);
        var elsewhere = new TokenVerifier(AuthSettings.fromEnvironment(GOOD, false));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> elsewhere.verify(token))
                .hasMessageContaining("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "token --org acme", "token --org a --user b --role king", "--unknown", "serve"})
    void wrongOptionsAreTold(String options) {
        assertThat(run(GOOD, options.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "secret",
                "changemechangemechangemechangeme1234567890",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "development-secret-that-everyone-can-read-in-the-source"
            })
    void aWeakSecretIsRefused(String secret) {
        assertThat(run(Map.of("CRON_JWT_SECRET", secret))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("CRON_JWT_SECRET", "openssl rand");
        if (secret.length() > 10) {
            assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain(secret);
        }
    }

    @Test
    void variablesThatCannotBeUsedAreNamed() {
        var bad = List.of(
                Map.entry("CRON_HTTP_PORT", "http"),
                Map.entry("CRON_HTTP_PORT", "65536"),
                Map.entry("CRON_HTTP_RATE", "0"),
                Map.entry("CRON_MAX_CONCURRENT_JOBS", "many"),
                Map.entry("CRON_DB_URL", "jdbc:nosuch:x"),
                Map.entry("CRON_JWT_JWKS", "/no/such/file"));
        for (var variable : bad) {
            var environment = new java.util.HashMap<>(GOOD);
            environment.put(variable.getKey(), variable.getValue());
            assertThat(run(environment)).as(variable.toString()).isEqualTo(2);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains(variable.getKey());
            err.reset();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/keys", "https://", "ftp://example.org/keys", "/no/such/file"})
    void keysThatCannotBeTrustedOrFoundAreRefused(String location) {
        var environment =
                Map.of("CRON_JWT_JWKS", location, "CRON_JWT_ISSUER", "issuer", "CRON_JWT_AUDIENCE", "audience");
        assertThat(run(environment)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("CRON_JWT_JWKS");
    }

    @Test
    void withKeysTheIssuerAndTheAudienceMustBeSaid() {
        assertThat(run(Map.of("CRON_JWT_JWKS", "https://example.org/keys"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("CRON_JWT_ISSUER");
    }

    @Test
    void theProcessServesSampleJobsAndEndsWhenItIsTold() throws Exception {
        var process = start("--dev");
        try {
            var greeting = readGreeting(process.inputReader(StandardCharsets.UTF_8));
            var url = after(greeting, "listens on ").split(" ")[0];
            var api = new Api(url, after(greeting, "Token").trim());
            assertThat(url).startsWith("http://127.0.0.1:");
            assertThat(api.get("").data().get("jobs")).hasSize(6);

            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            // 143 is what a process ends with that was told to by SIGTERM.
            assertThat(process.exitValue()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (var host = TestHost.start(StoreChoice.inMemory())) {
            var port = host.url().substring(host.url().lastIndexOf(':') + 1);
            var process = start("--dev", "CRON_HTTP_PORT=" + port);
            try {
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(1);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process start(String option, String... variables) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), CronServer.class.getName(), option);
        builder.environment().keySet().removeIf(name -> name.startsWith("CRON_"));
        builder.environment().put("CRON_HTTP_PORT", "0");
        builder.environment().put("CRON_DB_URL", "jdbc:h2:file:" + folder.resolve("jobs"));
        for (var variable : variables) {
            builder.environment().put(variable.split("=")[0], variable.split("=")[1]);
        }
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static List<String> readGreeting(BufferedReader output) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains("Ctrl-C")) {
                break;
            }
        }
        return lines;
    }

    private static String after(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.contains(word))
                .map(line -> line.substring(line.indexOf(word) + word.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines.toString()));
    }
}
