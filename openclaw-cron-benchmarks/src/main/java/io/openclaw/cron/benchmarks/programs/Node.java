package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node in a process of its own. Each line that it reads is an order, which it prints when it is done. */
public final class Node {
    /** Make a node. */
    static final String MAKE = "make";

    /** Start the one that was made. */
    static final String START = "start";

    /** Close the one that was started, and tell all its calls. */
    static final String STOP = "stop";

    /** What a line of calls begins with; the numbers of their jobs follow. */
    static final String CALLED = "called ";

    private static final long MILLIS_BETWEEN_REPORTS = 20;

    private final Queue<Integer> calls = new ConcurrentLinkedQueue<>();

    private Node() {}

    /**
     * Runs until it may read no more.
     *
     * @param args peer, the database's URL, workers
     */
    public static void main(String[] args) throws Exception {
        new Node().run(PeerKind.of(args[0]), args[1], Integer.parseInt(args[2]));
        System.exit(0);
    }

    private void run(PeerKind kind, String url, int workers) throws Exception {
        var reports = Executors.newSingleThreadScheduledExecutor();
        var reporting = reports.scheduleWithFixedDelay(
                this::report, MILLIS_BETWEEN_REPORTS, MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS);
        @Nullable Peer peer = null;
        try (var database = Run.pool(url, workers);
                var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals(MAKE)) {
                    peer = kind.create(database, workers, (number, scheduled) -> calls.add(number));
                } else if (peer != null && order.equals(START)) {
                    peer.start();
                } else if (peer != null && order.equals(STOP)) {
                    peer.close();
                    report();
                }
                System.out.println(order);
            }
        } finally {
            reporting.cancel(false);
            reports.shutdown();
        }
    }

    /** Not each call for itself: writing is dearer than what is measured. */
    private synchronized void report() {
        var line = new StringJoiner(" ", CALLED, "").setEmptyValue("");
        for (var number = calls.poll(); number != null; number = calls.poll()) {
            line.add(number.toString());
        }
        if (line.length() > 0) {
            System.out.println(line);
        }
    }
}
