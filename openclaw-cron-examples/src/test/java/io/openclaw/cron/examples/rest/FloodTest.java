package io.openclaw.cron.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.examples.rest.auth.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Too much, and too slowly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTest {
    private static final int HUNDRED_MEGABYTES = 100 << 20;

    private TestHost host;
    private String token;

    @BeforeAll
    void start() {
        host = TestHost.start(
                StoreChoice.inMemory(),
                settings -> settings.withWeb(settings.web().withRequestTimeout(Duration.ofSeconds(1))));
        token = TestHost.token(Role.ADMIN, "acme", "ada");
    }

    @AfterAll
    void stop() {
        host.close();
    }

    private String post(String headers) {
        return "POST " + Api.PREFIX
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer " + token
                + "\r\n" + headers + "\r\n";
    }

    @Test
    void aHundredMegabytesAreRefusedBeforeTheyAreSent() {
        try (var connection = new RawConnection(host.url())) {
            connection.send(post("Content-Length: " + HUNDRED_MEGABYTES + "\r\n"));
            assertThat(connection.head().status()).isEqualTo(413);
        }
    }

    @Test
    void aHundredMegabytesWithoutALengthAreCutOff() {
        var chunk = new byte[64 * 1024];
        long sent = 0;
        try (var connection = new RawConnection(host.url())) {
            connection.send(post("Transfer-Encoding: chunked\r\n"));
            while (sent < HUNDRED_MEGABYTES) {
                connection.send(Integer.toHexString(chunk.length) + "\r\n");
                connection.send(chunk);
                connection.send("\r\n");
                sent += chunk.length;
            }
        } catch (IOException | UncheckedIOException cutOff) {
            // What has not been sent by now never will be.
        }
        assertThat(sent).isLessThan(HUNDRED_MEGABYTES);
        assertThat(host.as(Role.ADMIN, "acme", "ada").get("").status()).isEqualTo(200);
    }

    @Test
    void clientsThatSendAHeaderByteByByteAreCutOffAndOthersAreServed() {
        var slow = new ArrayList<RawConnection>();
        var timer = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int n = 0; n < 200; n++) {
                var connection = new RawConnection(host.url());
                connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
                slow.add(connection);
            }
            timer.scheduleAtFixedRate(() -> slow.forEach(FloodTest::oneMoreByte), 100, 100, TimeUnit.MILLISECONDS);

            for (int n = 0; n < 20; n++) {
                assertThat(host.as(Role.ADMIN, "acme", "ada").get("").status()).isEqualTo(200);
            }
            slow.forEach(RawConnection::readToEnd);
        } finally {
            timer.shutdownNow();
            slow.forEach(RawConnection::close);
        }
    }

    @Test
    void bodiesThatDoNotComeHoldNobodyUp() {
        var stalled = new ArrayList<RawConnection>();
        try {
            // More than are served at once.
            for (int n = 0; n < 4 + 2 * Runtime.getRuntime().availableProcessors(); n++) {
                var connection = new RawConnection(host.url());
                connection.send(post("Content-Length: 1000\r\n") + "{");
                stalled.add(connection);
            }

            for (int n = 0; n < 20; n++) {
                assertThat(host.as(Role.ADMIN, "acme", "ada").get("").status()).isEqualTo(200);
            }
        } finally {
            stalled.forEach(RawConnection::close);
        }
    }

    @Test
    void aBodyThatComesByteByByteIsCutOff() {
        var timer = Executors.newSingleThreadScheduledExecutor();
        try (var connection = new RawConnection(host.url())) {
            connection.send(post("Content-Length: 1000\r\n"));
            timer.scheduleAtFixedRate(() -> oneMoreByte(connection), 100, 100, TimeUnit.MILLISECONDS);
            assertThat(connection.head().status()).isEqualTo(408);
        } finally {
            timer.shutdownNow();
        }
    }

    private static void oneMoreByte(RawConnection connection) {
        try {
            connection.send("x");
        } catch (UncheckedIOException cutOff) {
            // As it should be.
        }
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() throws IOException {
        var answer = RawConnection.request(
                host.url(), "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(431);
        var address = RawConnection.get(host.url(), "/" + "x".repeat(20_000), token);
        assertThat(address.status()).isIn(414, 431);
    }
}
