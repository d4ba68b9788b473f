package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.Peer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a peer takes to start with many jobs, none of which is due, and how much of the heap it needs.
 *
 * <p>Jobs in a database are made by another instance before, those in memory by the one that is started. What is used is counted from
 * before that one is made.
 */
final class StartUp implements Program.Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A start is too short to tell how much others use of the machine: the time just before it counts for that too. */
    private static final Duration LULL = Duration.ofSeconds(2);

    private static final double MEBIBYTE = 1 << 20;

    private final Assignment assignment;
    private final Instant later = Instant.now().plus(6, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);

    StartUp(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var jobs = assignment.size().jobs();
        var inMemory = assignment.kind().inMemory();
        if (!inMemory) {
            try (var creator = assignment.peer(NOTHING)) {
                Chunks.create(creator, jobs, later);
            }
            assignment.settle();
        }
        var heapBefore = Heap.used();
        try (var peer = assignment.peer(NOTHING)) {
            if (inMemory) {
                Chunks.create(peer, jobs, later);
            }
            var meter = assignment.meter();
            var before = meter.now();
            Waiting.pass(LULL);
            var nanos = start(peer);
            var after = meter.now();
            var heap = Heap.used();
            var figures = new TreeMap<String, Double>();
            figures.put("readyMs", nanos / 1e6);
            figures.put("heapMiB", (heap - heapBefore) / MEBIBYTE);
            figures.put("wholeHeapMiB", heap / MEBIBYTE);
            figures.put("othersPercent", after.othersPercent(before));
            if (inMemory) {
                figures.put("bytesPerJob", (double) (heap - heapBefore) / jobs);
            }
            return figures;
        }
    }

    private static long start(Peer peer) throws Exception {
        var start = System.nanoTime();
        peer.start();
        while (!peer.ready()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("It is not ready " + PATIENCE + " after its start");
            }
            Waiting.pass(Duration.ofMillis(1));
        }
        return System.nanoTime() - start;
    }
}
