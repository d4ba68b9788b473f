package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.examples.cluster.check.Life;
import io.openclaw.cron.examples.cluster.node.NodeSettings;
import io.openclaw.cron.examples.cluster.node.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** One place in the cluster: a process at a time, and its way to the database. Used by one thread at a time. */
final class Node {
    private static final int MAX_SKEW_MILLIS = 5_000;

    private final String name;
    private final NodeSettings settings;
    private final int databasePort;
    private final Path folder;
    private final SplittableRandom random;
    private final Link link;
    private final List<NodeProcess> processes = new ArrayList<>();

    Node(String name, NodeSettings settings, int databasePort, Path folder, SplittableRandom random)
            throws IOException {
        this.name = name;
        this.settings = settings;
        this.databasePort = databasePort;
        this.folder = folder;
        this.random = random;
        this.link = new Link(name, databasePort);
    }

    /** Starts a process with a clock that is wrong by up to five seconds; tells what it is like. */
    String start() throws IOException {
        var skew = random.nextInt(-MAX_SKEW_MILLIS, MAX_SKEW_MILLIS + 1);
        var life = name + "." + (processes.size() + 1);
        // Hosts name their nodes, or have the library do it.
        var nodeName = random.nextBoolean() ? name : life;
        processes.add(new NodeProcess(
                life,
                List.of(
                        "--store", ClusterDatabase.url(link.port(), settings.connectionSettings()),
                        "--diary", ClusterDatabase.url(databasePort, settings.connectionSettings()),
                        "--notes", notes(life).toString(),
                        "--name", nodeName,
                        "--life", life,
                        "--skew", String.valueOf(skew),
                        "--settings", settings.name()),
                folder.resolve(life + ".log")));
        return "starts as " + nodeName + ", its clock " + Math.abs(skew) + " ms " + (skew < 0 ? "behind" : "ahead");
    }

    /** Its present process, or the one that was there last. */
    NodeProcess process() {
        return processes.get(processes.size() - 1);
    }

    Link link() {
        return link;
    }

    /** What was done to its processes. */
    List<Life> lives() throws IOException {
        var lives = new ArrayList<Life>();
        for (var process : processes) {
            lives.add(process.life(Notes.read(notes(process.toString())).pauses()));
        }
        return lives;
    }

    /** When the calls of its skills have ended. */
    Map<UUID, Instant> ends() throws IOException {
        var all = new HashMap<UUID, Instant>();
        for (var process : processes) {
            all.putAll(Notes.read(notes(process.toString())).ends());
        }
        return all;
    }

    private Path notes(String life) {
        return folder.resolve(life + ".notes");
    }

    long refused() {
        return processes.stream().mapToLong(NodeProcess::refused).sum();
    }

    /** Processes that ended without being asked to. */
    List<String> accidents() {
        return processes.stream()
                .filter(NodeProcess::endedByItself)
                .map(process -> process + " has ended by itself")
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Kills what is left. */
    void end() throws IOException, InterruptedException {
        for (var process : processes) {
            process.kill();
        }
        link.end();
    }
}
