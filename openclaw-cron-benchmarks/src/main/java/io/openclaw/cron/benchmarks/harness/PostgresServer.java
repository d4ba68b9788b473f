package io.openclaw.cron.benchmarks.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server with default settings: what it commits is on the disk. Its binaries come from the class path, and are run directly,
 * for the helper that they were made for starts its servers with fsync and synchronous_commit off.
 */
final class PostgresServer implements AutoCloseable {
    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Half of what the log may hold between two checkpoints, by default. */
    private static final int LOG_FILES = 32;

    private final Path folder;
    private final int port;
    private final Process process;

    /** Starts one on a new data folder, with settings beside the defaults if any are given. */
    PostgresServer(List<String> settings) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("openclaw-benchmarks-");
        unpack();
        var data = folder.resolve("data").toString();
        run(command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"));
        port = freePort();
        var start = command("postgres", "-D", data, "-p", String.valueOf(port), "-k", folder.toString());
        start.addAll(settings);
        process = new ProcessBuilder(start)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        // Whoever interrupts the harness would leave a server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-postgres"));
        awaitStart();
        makeLogFiles();
    }

    /**
     * As on a server that has run for a while, which uses the files of its log again. A new one makes each of them when it is needed, which takes
     * tens of milliseconds in which nothing is committed.
     */
    private void makeLogFiles() throws IOException {
        try {
            for (int i = 0; i < LOG_FILES; i++) {
                execute("SELECT pg_logical_emit_message(false, 'benchmarks', ''), pg_switch_wal()");
            }
            execute("CHECKPOINT");
        } catch (SQLException failure) {
            throw new IOException("The files of the log cannot be made", failure);
        }
    }

    private void unpack() throws IOException, InterruptedException {
        var archive = folder.resolve("postgres.txz");
        try (var binaries = PostgresServer.class.getResourceAsStream(BINARIES)) {
            if (binaries == null) {
                throw new IOException("No " + BINARIES + " on the class path: the harness runs on Linux, x86_64");
            }
            Files.copy(binaries, archive);
        }
        run(List.of("tar", "-xJf", archive.toString(), "-C", folder.toString()));
    }

    /** PostgreSQL refuses to run as root, but not as nobody of a namespace of its own. */
    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var started = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(started.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (started.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var connection = connect()) {
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("PostgreSQL does not start; see " + folder.resolve("server.log"), notYet);
                }
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"));
    }

    /** Makes a database, or drops one. */
    void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres";
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        process.waitFor();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
