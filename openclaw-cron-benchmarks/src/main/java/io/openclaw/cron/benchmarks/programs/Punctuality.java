package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Starts a peer that has its work, and tells how late and how dear the calls of some seconds are. */
final class Punctuality {
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    private final Meter meter;
    private final Calls calls;

    Punctuality(Meter meter, Calls calls) {
        this.meter = meter;
        this.calls = calls;
    }

    /**
     * Measures.
     *
     * @param from when what is used begins to count
     * @param last the last second that counts
     * @param executions how many there are from the one until the other
     */
    Map<String, Double> measure(Peer peer, Instant from, Instant last, long executions) throws Exception {
        peer.start();
        return measureStarted(from, last, executions);
    }

    /** {@link #measure} of a peer that has been started. */
    Map<String, Double> measureStarted(Instant from, Instant last, long executions) throws Exception {
        Waiting.until(from);
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
