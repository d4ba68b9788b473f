package io.openclaw.cron.examples.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import io.openclaw.cron.examples.testing.ExampleServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FenceGuardTest {
    private static final UUID FIRST = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("01900000-0001-7000-8000-000000000000");

    private static ExampleServer server;
    private final FenceGuard guard = new FenceGuard("guard");
    private final String key = UUID.randomUUID().toString();
    private Connection connection;

    @BeforeAll
    static void startServer() throws Exception {
        server = ExampleServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(server.url());
        guard.createTable(connection);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aClaimMayWriteAsOftenAsItLikes() throws SQLException {
        assertThat(admit(FIRST, 1)).isTrue();
        assertThat(admit(FIRST, 1)).isTrue();
    }

    @Test
    void anOlderClaimOfTheSameExecutionIsRefused() throws SQLException {
        assertThat(admit(FIRST, 1)).isTrue();
        assertThat(admit(FIRST, 2)).isTrue();
        assertThat(admit(FIRST, 1)).isFalse();
        assertThat(admit(FIRST, 2)).isTrue();
    }

    @Test
    void anOlderExecutionIsRefusedHoweverOftenItWasClaimed() throws SQLException {
        assertThat(admit(SECOND, 1)).isTrue();
        assertThat(admit(FIRST, 7)).isFalse();
    }

    @Test
    void keysHaveNothingToDoWithEachOther() throws SQLException {
        assertThat(admit(SECOND, 1)).isTrue();
        assertThat(guard.admit(connection, key + " another", new Claim(FIRST, 1)))
                .isTrue();
    }

    @Test
    void whatWasRolledBackWasNeverSeen() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(admit(FIRST, 2)).isTrue();
        connection.rollback();
        assertThat(admit(FIRST, 1)).isTrue();
    }

    @Test
    void anOlderClaimThatAsksMeanwhileWaitsForTheNewerOneAndIsRefused() throws Exception {
        assertThat(admit(FIRST, 1)).isTrue();
        connection.setAutoCommit(false);
        assertThat(admit(FIRST, 2)).isTrue();

        try (var other = DriverManager.getConnection(server.url())) {
            var answer = CompletableFuture.supplyAsync(() -> askFrom(other));
            await().until(() -> waitsForALock(connection));
            assertThat(answer).isNotDone();
            connection.commit();
            assertThat(answer.get()).isFalse();
        }
    }

    private boolean askFrom(Connection other) {
        try {
            return guard.admit(other, key, new Claim(FIRST, 1));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static boolean waitsForALock(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var waiting = ask.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
            return waiting.next();
        }
    }

    private boolean admit(UUID executionId, long fence) throws SQLException {
        return guard.admit(connection, key, new Claim(executionId, fence));
    }
}
