package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.harness.Results.Result;
import io.openclaw.cron.benchmarks.programs.Program;
import java.util.List;
import java.util.Locale;

/**
 * A column of a table.
 *
 * @param title its head
 * @param figure which figure
 * @param format how to write it
 */
record Column(String title, String figure, String format) {
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

    private static final List<Column> ONE_BY_ONE = List.of(
            new Column("per second", "perSecond", "%,.0f"),
            new Column("p50 ms", "p50", "%.2f"),
            new Column("p99 ms", "p99", "%.2f"),
            new Column("commits", "commits", "%.3f"),
            new Column("rows", "rows", "%.1f"),
            new Column("WAL bytes", "walBytes", "%,.0f"),
            new Column("server µs", "serverMicros", "%,.0f"),
            new Column("JVM µs", "jvmMicros", "%,.0f"));

    private static final List<Column> IDLE = List.of(
            new Column("both, % of a core", "bothPercent", "%.2f"),
            new Column("server", "serverPercent", "%.2f"),
            new Column("JVM", "jvmPercent", "%.2f"),
            new Column("server without", "serverEmptyPercent", "%.2f"),
            new Column("JVM without", "jvmEmptyPercent", "%.2f"));
    private static final List<Column> START_UP = List.of(
            new Column("ready, ms", "readyMs", "%,.0f"),
            new Column("heap, MiB", "heapMiB", "%,.1f"),
            new Column("whole heap, MiB", "wholeHeapMiB", "%,.1f"),
            new Column("bytes a job", "bytesPerJob", "%,.0f"));

    private static final List<Column> STEADY = List.of(
            new Column("p50 ms", "p50", "%.1f"),
            new Column("p99 ms", "p99", "%.1f"),
            new Column("max ms", "p100", "%.1f"),
            new Column("missed", "missed", "%,.0f"),
            new Column("removed", "removed", "%,.0f"),
            new Column("WAL bytes", "walBytes", "%,.0f"),
            new Column("page images, bytes", "imageBytes", "%,.0f"),
            new Column("server µs", "serverMicros", "%,.0f"),
            new Column("JVM µs", "jvmMicros", "%,.0f"));
    private static final List<Column> QUERIES =
            List.of(new Column("p50 ms", "p50", "%.2f"), new Column("p99 ms", "p99", "%.2f"));

    private static final List<Column> LATENCY = List.of(
            new Column("p50 ms", "p50", "%.1f"),
            new Column("p99 ms", "p99", "%.1f"),
            new Column("max ms", "p100", "%.1f"));
    private static final List<Column> GROWTH = List.of(
            new Column("per second", "perSecond", "%,.0f"),
            new Column("p50 ms", "p50", "%.2f"),
            new Column("p99 ms", "p99", "%.2f"),
            new Column("server µs", "serverMicros", "%,.0f"),
            new Column("JVM µs", "jvmMicros", "%,.0f"));

    /** Those of a kind of workload. */
    static List<Column> of(Program program) {
        return switch (program) {
            case DRAIN, CLUSTER, CREATE -> DRAIN;
            case CREATE_ONE_BY_ONE -> ONE_BY_ONE;
            case IDLE -> IDLE;
            case START_UP -> START_UP;
            case STEADY -> STEADY;
            case QUERIES -> QUERIES;
            case REQUEST_TO_RUN, OWN_TIME -> LATENCY;
            case GROWTH -> GROWTH;
            case SECONDS, INSTANT -> LATENESS;
        };
    }

    /**
     * The median of some runs.
     *
     * @param prefix what the figure's name begins with
     */
    String median(List<Result> runs, String prefix) {
        var sorted = runs.stream()
                .filter(run -> run.figures().containsKey(prefix + figure))
                .mapToDouble(run -> run.figures().get(prefix + figure))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return "–";
        }
        var middle = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return String.format(Locale.ROOT, format, middle);
    }
}
