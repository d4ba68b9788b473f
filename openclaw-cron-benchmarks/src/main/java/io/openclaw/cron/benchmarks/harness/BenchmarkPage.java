package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.harness.Results.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The page of figures: between two marks of the page all that was measured, around them what people wrote. */
final class BenchmarkPage {
    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private final List<Result> results;

    BenchmarkPage(List<Result> results) {
        this.results = results;
    }

    void write(Path page) throws IOException {
        var text = Files.readString(page);
        var begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + "\n" + tables() + "\n" + text.substring(text.indexOf(END)));
    }

    String tables() {
        return machine()
                + Arrays.stream(Workload.values())
                        .map(workload -> new WorkloadTable(workload, results))
                        .filter(table -> !table.isEmpty())
                        .map(WorkloadTable::text)
                        .collect(Collectors.joining("\n"));
    }

    private static String machine() {
        return "Machine: %s %s, %d cores, JDK %s; PostgreSQL with default settings, fsync and synchronous_commit on.%n%n"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"));
    }
}
