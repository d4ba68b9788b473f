package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.harness.Results.Result;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page of figures: between two marks of the page all that was measured, around them what people wrote. */
final class BenchmarkPage {
    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private final List<Result> results;

    BenchmarkPage(List<Result> results) {
        this.results = results;
    }

    /**
     * A column of a table.
     *
     * @param title its head
     * @param figure which figure
     * @param format how to write it
     */
    private record Column(String title, String figure, String format) {}

    private static final List<Column> DRAIN = List.of(
            new Column("per second", "perSecond", "%,.0f"),
            new Column("commits", "commits", "%.3f"),
            new Column("rows", "rows", "%.1f"),
            new Column("WAL bytes", "walBytes", "%,.0f"),
            new Column("page images, bytes", "imageBytes", "%,.0f"),
            new Column("server µs", "serverMicros", "%,.0f"),
            new Column("JVM µs", "jvmMicros", "%,.0f"));
    private static final List<Column> LATENESS = List.of(
            new Column("p50 ms", "p50", "%.1f"),
            new Column("p99 ms", "p99", "%.1f"),
            new Column("max ms", "p100", "%.1f"),
            new Column("missed", "missed", "%,.0f"),
            new Column("early", "early", "%,.0f"),
            new Column("server µs", "serverMicros", "%,.0f"),
            new Column("JVM µs", "jvmMicros", "%,.0f"));

    void write(Path page) throws IOException {
        var text = Files.readString(page);
        var begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + "\n" + tables() + "\n" + text.substring(text.indexOf(END)));
    }

    String tables() {
        return machine()
                + Arrays.stream(Workload.values())
                        .filter(workload -> results.stream().anyMatch(result -> result.workload() == workload))
                        .map(this::table)
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

    private String table(Workload workload) {
        var columns = workload.program() == Program.SECONDS || workload.program() == Program.INSTANT ? LATENESS : DRAIN;
        var table = new StringBuilder("### " + workload.title() + "\n\n| |");
        columns.forEach(column -> table.append(" ").append(column.title()).append(" |"));
        table.append(" runs |\n|---|").append("--:|".repeat(columns.size() + 1)).append("\n");
        for (var peer : workload.peers()) {
            table.append(row(workload, peer, columns));
        }
        return table.toString();
    }

    private String row(Workload workload, PeerKind peer, List<Column> columns) {
        var all = results.stream()
                .filter(result -> result.workload() == workload && result.peer() == peer)
                .toList();
        if (all.isEmpty()) {
            return "";
        }
        var good = all.stream().filter(result -> !result.disturbed()).toList();
        var wrong = good.stream().filter(result -> !result.correct()).count();
        var row = new StringBuilder("| " + peer.title() + " |");
        for (var column : columns) {
            row.append(" ").append(median(good, column)).append(" |");
        }
        return row + " " + good.size() + (wrong == 0 ? "" : ", " + wrong + " failed")
                + (all.size() == good.size() ? "" : ", " + (all.size() - good.size()) + " disturbed") + " |\n";
    }

    private static String median(List<Result> runs, Column column) {
        var sorted = runs.stream()
                .filter(run -> run.figures().containsKey(column.figure()))
                .mapToDouble(run -> run.figures().get(column.figure()))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return "–";
        }
        var middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return String.format(Locale.ROOT, column.format(), middle);
    }
}
