package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.examples.cluster.check.Life;
import io.openclaw.cron.examples.cluster.check.Life.Stillness;
import io.openclaw.cron.examples.cluster.node.ClusterNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One process of a node, and what was done to it. Used by one thread at a time, but for {@link #refused}. */
final class NodeProcess {
    private static final Clock MACHINE = Clock.systemUTC();

    private final String life;
    private final Process process;
    private final Thread reader;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<Stillness> freezes = new ArrayList<>();
    private Instant frozenSince;
    private Instant killedAt;
    private boolean stopped;
    private volatile long refused;

    /**
     * Starts a process.
     *
     * @param life its name, unlike any other's
     * @param arguments of {@link ClusterNode}
     * @param log where its log goes
     */
    NodeProcess(String life, List<String> arguments, Path log) throws IOException {
        this.life = life;
        var command = new ArrayList<>(JavaCommand.of(ClusterNode.class));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        reader = new Thread(this::read, "read-" + life);
        reader.start();
    }

    private void read() {
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(ClusterNode.READY)) {
                    ready.countDown();
                } else if (line.startsWith(ClusterNode.REFUSED)) {
                    refused = Long.parseLong(line.substring(ClusterNode.REFUSED.length()));
                }
            }
        } catch (IOException ended) {
            // As the output of a process that is killed does.
        }
    }

    /** Waits until it runs jobs. */
    boolean awaitReady(Duration limit) throws InterruptedException {
        return ready.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isReady() {
        return ready.getCount() == 0;
    }

    boolean isFrozen() {
        return frozenSince != null;
    }

    /** How many of its outcomes the store has refused, as far as it could tell. */
    long refused() {
        return refused;
    }

    /** Ends it with {@code SIGKILL}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        // Afterwards: until then it may have run.
        killedAt = MACHINE.instant();
        endFreeze(killedAt);
        reader.join();
    }

    /** Stops it with {@code SIGSTOP}. */
    void freeze() throws IOException, InterruptedException {
        Signals.send("STOP", process.pid());
        frozenSince = MACHINE.instant();
    }

    /** Lets it go on. */
    void thaw() throws IOException, InterruptedException {
        if (frozenSince != null && process.isAlive()) {
            var now = MACHINE.instant();
            Signals.send("CONT", process.pid());
            endFreeze(now);
        }
    }

    private void endFreeze(Instant at) {
        if (frozenSince != null) {
            freezes.add(new Stillness(frozenSince, at));
            frozenSince = null;
        }
    }

    /** Asks it to end in order. */
    void orderStop() {
        stopped = true;
        try {
            var orders = process.outputWriter(StandardCharsets.UTF_8);
            orders.write(ClusterNode.STOP + "\n");
            orders.flush();
        } catch (IOException ended) {
            // By itself; its exit code tells why.
        }
    }

    /** Waits until it has ended in order; tells whether it did so within the limit. */
    boolean awaitStopped(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /** Whether it has ended, though nobody wanted it to. */
    boolean endedByItself() {
        return !stopped && killedAt == null && !process.isAlive();
    }

    /** What was done to it, and when it noticed that it had been still. */
    Life life(List<Stillness> pauses) {
        return new Life(life, killedAt, freezes, pauses);
    }

    @Override
    public String toString() {
        return life;
    }
}
