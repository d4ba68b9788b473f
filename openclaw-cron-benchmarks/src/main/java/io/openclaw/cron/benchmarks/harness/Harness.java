package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs workloads, keeps their figures in a file and writes the page from it.
 *
 * <p>Each run has a process and a database of its own, all on one server. Rounds go through all peers before any comes again.
 */
public final class Harness {
    private static final long PATIENCE_MINUTES = 5;

    private final Results results = new Results(Path.of(System.getProperty("benchmarks.results", "results.tsv")));

    private Harness() {}

    /**
     * {@code all} runs everything and writes the page; {@code run WORKLOAD ROUNDS [PEER...]} runs a part; {@code page} writes the page
     * from what has been run so far.
     *
     * @param args see above
     */
    public static void main(String[] args) throws Exception {
        var harness = new Harness();
        switch (args[0]) {
            case "all" -> {
                for (var workload : Workload.values()) {
                    harness.run(workload, 3, workload.peers());
                }
                harness.page();
            }
            case "run" -> {
                var workload = Workload.of(args[1]);
                var peers = args.length == 3
                        ? workload.peers()
                        : List.of(args).subList(3, args.length).stream()
                                .map(PeerKind::of)
                                .toList();
                harness.run(workload, Integer.parseInt(args[2]), peers);
            }
            case "page" -> harness.page();
            default -> throw new IllegalArgumentException("all | run WORKLOAD ROUNDS [PEER...] | page");
        }
    }

    private void page() throws IOException {
        var page = new BenchmarkPage(results.read());
        System.out.println(page.tables());
        page.write(Path.of(System.getProperty("benchmarks.page", "benchmarks.md")));
    }

    private void run(Workload workload, int rounds, List<PeerKind> peers) throws Exception {
        var settings = System.getProperty("benchmarks.server", "");
        try (var server = new PostgresServer(settings.isBlank() ? List.of() : List.of(settings.split(" ", -1)))) {
            for (int round = 0; round < rounds; round++) {
                for (var peer : peers) {
                    var result = new Results.Result(workload, peer, figures(server, workload, peer));
                    results.add(result);
                    System.out.println(result.line());
                }
            }
        }
    }

    private static Map<String, Double> figures(PostgresServer server, Workload workload, PeerKind peer)
            throws Exception {
        server.execute("CREATE DATABASE run");
        try {
            return runProcess(List.of(
                    workload.program(),
                    peer.id(),
                    String.valueOf(workload.jobs(peer)),
                    String.valueOf(workload.workers()),
                    server.url("run"),
                    String.valueOf(server.pid())));
        } finally {
            server.execute("DROP DATABASE run WITH (FORCE)");
        }
    }

    private static Map<String, Double> runProcess(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("java", "-Xmx1g", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        var options = System.getProperty("benchmarks.jvm", "");
        if (!options.isBlank()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Run.class.getName()));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-run"));
        var figures = new TreeMap<String, Double>();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().filter(line -> line.startsWith(Run.PREFIX)).forEach(line -> {
                var equals = line.indexOf('=');
                figures.put(line.substring(Run.PREFIX.length(), equals), Double.valueOf(line.substring(equals + 1)));
            });
        }
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return figures;
    }
}
