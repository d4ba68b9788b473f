package io.openclaw.cron.examples.skills;

import static io.openclaw.cron.examples.skills.FakeSkillContext.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.openclaw.cron.spi.SkillException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCheckSkillTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final HttpCheckSkill skill = new HttpCheckSkill();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        answer("/well", 200);
        answer("/gone", 410);
        answer("/elsewhere", 302);
        server.createContext("/slow", exchange -> {
            asked.countDown();
            try (exchange) {
                mayAnswer.await(30, TimeUnit.SECONDS);
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        server.stop(0);
    }

    @Test
    void aPageThatIsWellGivesItsStatusAndLatency() throws Exception {
        var result = check("/well", Map.of());

        assertThat(result.get("status")).isEqualTo(200);
        assertThat((Long) result.get("latencyMillis")).isBetween(0L, 30_000L);
    }

    @Test
    void anotherStatusThanExpectedFailsWithACodeAndIsWorthARetry() {
        var failure = failureOf("/gone", Map.of());

        assertThat(failure.code()).isEqualTo(HttpCheckSkill.UNEXPECTED_STATUS);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("410").hasMessageContaining("200");
    }

    @Test
    void anyStatusMayBeTheExpectedOneAndRedirectsAreNotFollowed() throws Exception {
        assertThat(check("/gone", Map.of("expectStatus", 410)).get("status")).isEqualTo(410);
        assertThat(check("/elsewhere", Map.of("expectStatus", 302)).get("status"))
                .isEqualTo(302);
    }

    @Test
    void aRefusedConnectionFailsAndIsWorthARetry() throws Exception {
        int freePort;
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
            freePort = socket.getLocalPort();
        }
        var url = "http://127.0.0.1:" + freePort + "/";

        assertThatThrownBy(() -> skill.execute(request("http-check", Map.of("url", url)), new FakeSkillContext()))
                .isInstanceOfSatisfying(SkillException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(HttpCheckSkill.UNREACHABLE);
                    assertThat(failure.retryable()).isTrue();
                })
                .hasMessageContaining(url);
    }

    @Test
    void noAnswerInTimeFailsAndIsWorthARetry() {
        var failure = failureOf("/slow", Map.of("timeoutMillis", 100));

        assertThat(failure.code()).isEqualTo(HttpCheckSkill.NO_ANSWER);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("100 ms");
    }

    @Test
    void anInterruptedCheckStopsAtOnce() throws Exception {
        var thrown = new AtomicReference<Throwable>();
        var worker = new Thread(() -> {
            try {
                check("/slow", Map.of());
            } catch (Exception failure) {
                thrown.set(failure);
            }
        });
        worker.start();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        worker.interrupt();

        worker.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no address", "example.org", "ftp://example.org/", "http:///path", "file:///etc/passwd"})
    void whatIsNoWebAddressFailsForGood(String url) {
        assertThatThrownBy(() -> skill.execute(request("http-check", Map.of("url", url)), new FakeSkillContext()))
                .isInstanceOfSatisfying(SkillException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(SkillParameters.BAD_PARAMETER);
                    assertThat(failure.retryable()).isFalse();
                })
                .hasMessageContaining(url);
    }

    @Test
    void aMissingAddressAndImpossibleNumbersFailForGood() {
        assertThat(catchThrowableOfType(
                                SkillException.class,
                                () -> skill.execute(request("http-check", Map.of()), new FakeSkillContext()))
                        .retryable())
                .isFalse();
        assertThat(failureOf("/well", Map.of("timeoutMillis", 0)).retryable()).isFalse();
        assertThat(failureOf("/well", Map.of("expectStatus", "ok")).retryable()).isFalse();
    }

    private void answer(String path, int status) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Location", "/well");
                exchange.sendResponseHeaders(status, -1);
            }
        });
    }

    private SkillException failureOf(String path, Map<String, Object> parameters) {
        return catchThrowableOfType(SkillException.class, () -> check(path, parameters));
    }

    private Map<String, ?> check(String path, Map<String, Object> parameters) throws InterruptedException {
        var all = new HashMap<>(parameters);
        all.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + path);
        return skill.execute(request("http-check", all), new FakeSkillContext()).output();
    }
}
