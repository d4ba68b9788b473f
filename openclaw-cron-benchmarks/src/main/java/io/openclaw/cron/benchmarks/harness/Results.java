package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

        /** Whether each execution ran and was recorded once, and none early. */
        boolean correct() {
            return !figures.isEmpty() && sum("missed", "repeated", "unrecorded", "early") == 0;
        }

        boolean disturbed() {
            return figures.getOrDefault("othersPercent", 0.0) > MAX_OTHERS_PERCENT;
        }

        private double sum(String... names) {
            return Arrays.stream(names)
                    .mapToDouble(name -> Math.abs(figures.getOrDefault(name, 0.0)))
                    .sum();
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
