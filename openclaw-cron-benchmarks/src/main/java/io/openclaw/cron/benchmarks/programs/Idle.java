package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What a peer with many jobs costs while none is due, beyond what the same process and server cost before it is started. */
final class Idle implements Program.Measurement {
    /**
     * Until the server has done what creating jobs leaves it to do, and the code is compiled that runs once a second; so long no process
     * counts that works every second either.
     */
    private static final Duration SETTLING = Duration.ofMinutes(2);

    private final Assignment assignment;
    private final Duration time;

    Idle(Assignment assignment) {
        this.assignment = assignment;
        this.time = Duration.ofSeconds(assignment.size().seconds());
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var later = Instant.now().plus(6, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        try (var creator = assignment.peer(NOTHING)) {
            Chunks.create(creator, assignment.size().jobs(), later);
        }
        assignment.settle();
        Heap.used();
        var without = spend();
        try (var peer = assignment.peer(NOTHING)) {
            peer.start();
            return figures(without, spend());
        }
    }

    /** How long the server, the JVM and others computed, in per cent of one core, without what they need to settle. */
    private Map<String, Double> spend() throws Exception {
        var meter = assignment.meter();
        Waiting.pass(SETTLING);
        var before = meter.now();
        Waiting.pass(time);
        return meter.now().percentOfCore(before);
    }

    static Map<String, Double> figures(Map<String, Double> without, Map<String, Double> with) {
        var figures = new TreeMap<String, Double>();
        double both = 0;
        for (var name : new String[] {"server", "jvm"}) {
            var more = with.getOrDefault(name, 0.0) - without.getOrDefault(name, 0.0);
            figures.put(name + "Percent", more);
            figures.put(name + "EmptyPercent", without.getOrDefault(name, 0.0));
            both += more;
        }
        figures.put("bothPercent", both);
        figures.put(
                "othersPercent",
                Math.max(with.getOrDefault("others", 0.0), without.getOrDefault("others", 0.0))
                        / Runtime.getRuntime().availableProcessors());
        return figures;
    }
}
