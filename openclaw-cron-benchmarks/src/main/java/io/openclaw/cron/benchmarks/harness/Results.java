package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.programs.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The file of figures, one line for each run. */
final class Results {
    private static final String SEPARATOR = "\t";

    private final Path file;

    Results(Path file) {
        this.file = file;
    }

    /**
     * One run.
     *
     * @param workload what was run
     * @param peer by whom
     * @param figures what was measured; nothing if it failed
     */
    record Result(Workload workload, PeerKind peer, Map<String, Double> figures) {
        /** Others may use that much of the machine; with more, a run is thrown away. */
        private static final double MAX_OTHERS_PERCENT = 5;

        private static final String OTHERS = "othersPercent";
        private static final List<String> FAULTS = List.of("missed", "repeated", "unrecorded", "early");

        /** Whether each execution ran and was recorded once, and none early. */
        boolean correct() {
            return faults().isEmpty();
        }

        /** What was wrong: how many executions were missed, run more than once, not recorded or early, where any were. */
        String faults() {
            return figures.isEmpty()
                    ? "nothing measured"
                    : FAULTS.stream()
                            .filter(fault -> all(fault).anyMatch(value -> value != 0))
                            .map(fault -> String.format(
                                    Locale.ROOT, "%,.0f %s", all(fault).sum(), fault))
                            .collect(Collectors.joining(", "));
        }

        boolean disturbed() {
            return othersPercent() > MAX_OTHERS_PERCENT;
        }

        /** Why it is thrown away. */
        String disturbance() {
            return String.format(Locale.ROOT, "others took %.0f %% of the machine", othersPercent());
        }

        private double othersPercent() {
            return all(OTHERS).max().orElse(0);
        }

        /** A figure of the run and of all its parts. */
        private DoubleStream all(String figure) {
            return figures.entrySet().stream()
                    .filter(named -> Parts.figure(named.getKey()).equals(figure))
                    .mapToDouble(Map.Entry::getValue);
        }

        String line() {
            return workload
                    + SEPARATOR
                    + peer
                    + SEPARATOR
                    + figures.entrySet().stream()
                            .map(figure -> figure.getKey() + "=" + Math.round(figure.getValue() * 1e3) / 1e3)
                            .collect(Collectors.joining(SEPARATOR));
        }

        static Result of(String line) {
            var parts = line.split(SEPARATOR, -1);
            var figures = new TreeMap<String, Double>();
            Arrays.stream(parts)
                    .skip(2)
                    .map(part -> part.split("=", -1))
                    .forEach(figure -> figures.put(figure[0], Double.valueOf(figure[1])));
            return new Result(Workload.valueOf(parts[0]), PeerKind.valueOf(parts[1]), figures);
        }
    }

    void add(Result result) throws IOException {
        Files.writeString(file, result.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Result> read() throws IOException {
        return Files.readAllLines(file).stream().map(Result::of).toList();
    }
}
