package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.programs.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs workloads, keeps their figures in a file and writes the page from it.
 *
 * <p>Each run has a process of its own, and a database of its own unless that takes long to fill, all on one server. Rounds go through all
 * peers before any comes again.
 */
public final class Harness {
    private static final int ROUNDS = 3;
    private static final String CREATE = "CREATE DATABASE run";

    private final Results results = new Results(Path.of(System.getProperty("benchmarks.results", "results.tsv")));

    private Harness() {}

    /**
     * {@code all} runs everything and writes the page; {@code run WORKLOAD ROUNDS [PEER...] [SIZE=N...]}
     * runs a part, of whose figures none are kept if it is of another size than on the page; {@code page} writes the page from what has
     * been run so far.
     *
     * @param args see above
     */
    public static void main(String[] args) throws Exception {
        var harness = new Harness();
        switch (args[0]) {
            case "all" -> {
                for (var workload : Workload.values()) {
                    harness.run(workload, ROUNDS, workload.peers(), List.of());
                }
                harness.page();
            }
            case "run" -> {
                var workload = Workload.of(args[1]);
                var peers = new ArrayList<PeerKind>();
                var changes = new ArrayList<String>();
                for (var word : List.of(args).subList(3, args.length)) {
                    if (word.contains("=")) {
                        changes.add(word);
                    } else {
                        peers.add(PeerKind.of(word));
                    }
                }
                harness.run(workload, Integer.parseInt(args[2]), peers.isEmpty() ? workload.peers() : peers, changes);
            }
            case "page" -> harness.page();
            default -> throw new IllegalArgumentException("all | run WORKLOAD ROUNDS [PEER...] [SIZE=N...] | page");
        }
    }

    private void page() throws IOException {
        var page = new BenchmarkPage(results.read());
        System.out.println(page.tables());
        page.write(Path.of(System.getProperty("benchmarks.page", "benchmarks.md")));
    }

    private void run(Workload workload, int rounds, List<PeerKind> peers, List<String> changes) throws Exception {
        var settings = System.getProperty("benchmarks.server", "");
        try (var server = new PostgresServer(settings.isBlank() ? List.of() : List.of(settings.split(" ", -1)))) {
            if (workload.sharesDatabase()) {
                server.execute(CREATE);
            }
            for (int round = 0; round < rounds; round++) {
                for (var peer : peers) {
                    var size = workload.size(peer);
                    for (var change : changes) {
                        size = size.changedBy(change);
                    }
                    var result = new Results.Result(workload, peer, figures(server, workload, peer, size));
                    if (changes.isEmpty()) {
                        results.add(result);
                    }
                    System.out.println(result.line());
                }
            }
        }
    }

    private static Map<String, Double> figures(PostgresServer server, Workload workload, PeerKind peer, Size size)
            throws Exception {
        var arguments = new ArrayList<>(
                List.of(workload.program().name(), peer.id(), server.url("run"), String.valueOf(server.pid())));
        arguments.addAll(size.words());
        if (workload.sharesDatabase()) {
            return RunProcess.figures(workload.heap(), arguments);
        }
        server.execute(CREATE);
        try {
            return RunProcess.figures(workload.heap(), arguments);
        } finally {
            server.execute("DROP DATABASE run WITH (FORCE)");
        }
    }
}
