package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The process of one node, which does what it is told line by line, and tells which jobs it has called. */
final class NodeProcess {
    private static final String HEAP = "1g";
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private volatile Called called = Assignment.NOTHING;

    NodeProcess(Assignment assignment) throws IOException {
        var arguments = List.of(
                assignment.kind().id(),
                assignment.url(),
                String.valueOf(assignment.size().workers()));
        process = new ProcessBuilder(JavaCommand.of(Node.class, HEAP, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        var reader = new Thread(this::read, "node-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                if (line.startsWith(Node.CALLED)) {
                    for (var number : line.substring(Node.CALLED.length()).split(" ", -1)) {
                        called.called(Integer.parseInt(number), null);
                    }
                } else {
                    done.add(line);
                }
            });
        } catch (IOException ended) {
            // Whoever waits for it finds that it has not done what it was to do.
        }
    }

    /** Makes a node, which is not started, whose calls are told to another one from now on. */
    void make(Called next) throws IOException, InterruptedException {
        called = next;
        order(Node.MAKE);
        await(Node.MAKE);
    }

    /** Starts it, without waiting. */
    void start() throws IOException {
        order(Node.START);
    }

    /** Closes it; then all its calls have been told. */
    void stop() throws IOException, InterruptedException {
        order(Node.STOP);
        await(Node.STOP);
    }

    private void order(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    private void await(String line) throws InterruptedException {
        String answer;
        do {
            answer = done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } while (answer != null && !answer.equals(line));
        if (answer == null) {
            throw new IllegalStateException(
                    "The node of process " + process.pid() + " did not " + line + " within " + PATIENCE_SECONDS + " s");
        }
    }

    void end() {
        process.destroyForcibly();
    }
}
