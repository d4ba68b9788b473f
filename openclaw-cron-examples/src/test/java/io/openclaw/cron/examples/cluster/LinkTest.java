package io.openclaw.cron.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LinkTest {
    private static final int SHORT_MILLIS = 100;

    private ServerSocket server;
    private Link link;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        link = new Link("test", server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        link.end();
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), link.port());
    }

    @Test
    void whatComesInGoesOutInBothDirections() throws IOException {
        try (var near = connect();
                var far = server.accept()) {
            near.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);
            far.getOutputStream().write(2);
            assertThat(near.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void oneEndHearsThatTheOtherHasClosed() throws IOException {
        try (var near = connect()) {
            server.accept().close();
            assertThat(near.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whatIsHeldComesLate() throws IOException {
        try (var near = connect();
                var far = server.accept()) {
            far.setSoTimeout(SHORT_MILLIS);
            link.hold();
            near.getOutputStream().write(1);
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            link.open();
            far.setSoTimeout(0);
            assertThat(far.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void aCutBreaksWhatIsThereAndWhatComesUntilItIsMended() throws IOException {
        try (var before = connect();
                var far = server.accept()) {
            link.cut();
            assertThat(ended(before)).isTrue();
            assertThat(ended(far)).isTrue();
            try (var meanwhile = connect()) {
                assertThat(ended(meanwhile)).isTrue();
            }
            link.open();
        }
        server.accept().close();
        whatComesInGoesOutInBothDirections();
    }

    @Test
    void aTargetThatIsAwayIsABrokenConnection() throws IOException {
        server.close();
        try (var near = connect()) {
            assertThat(ended(near)).isTrue();
        }
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            return true;
        }
    }
}
