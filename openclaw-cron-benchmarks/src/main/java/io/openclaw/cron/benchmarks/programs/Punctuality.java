package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Starts a peer that has its work, and tells how late and how dear the calls of some seconds are. */
final class Punctuality {
    /** Of jobs on every second those of the first two minutes do not count, until the code is compiled. */
    static final int WARM_UP_SECONDS = 120;

    private static final Duration PATIENCE = Duration.ofSeconds(65);
    private static final Duration BETWEEN_SECONDS = Duration.ofMillis(500);

    private final Meter meter;
    private final Calls calls;

    Punctuality(Meter meter, Calls calls) {
        this.meter = meter;
        this.calls = calls;
    }

    /**
     * Measures.
     *
     * @param from a full second; what is used begins to count half a second before
     * @param last the last second that counts
     * @param executions how many there are from the one until the other
     */
    Map<String, Double> measure(Peer peer, Instant from, Instant last, long executions) throws Exception {
        peer.start();
        return measureStarted(from, last, executions);
    }

    /** Until half a second before one that counts, so that reading a meter does not make its starts late. */
    static void untilBetweenSeconds(Instant second) throws InterruptedException {
        Waiting.until(second.minus(BETWEEN_SECONDS));
    }

    /** {@link #measure} of a peer that has been started. */
    Map<String, Double> measureStarted(Instant from, Instant last, long executions) throws Exception {
        // What a meter loads when it is read first would have the collector run within the seconds that count.
        meter.now();
        untilBetweenSeconds(from);
        var before = meter.now();
        var complete = calls.await(Duration.between(Instant.now(), last).plus(PATIENCE));
        var after = meter.now();
        var figures = new TreeMap<>(meter.between(before, after, executions));
        figures.put("complete", complete ? 1.0 : 0.0);
        figures.putAll(calls.faults());
        figures.putAll(calls.lateness());
        return figures;
    }
}
