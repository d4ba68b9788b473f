package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.cluster.node.DiarySkill;
import io.openclaw.cron.examples.cluster.node.NodeSettings;
import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.Texts;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillResult;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Measures how long it takes until what a node ran runs again, when its process is killed with {@code kill -9}: with the library's
 * own settings, and with the fastest ones.
 */
public final class RecoveryTimes {
    private static final Caller OWNER = new Caller("acme", ClusterJobs.USER);
    private static final int ROUNDS = 7;
    private static final int LONG_MILLIS = 120_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CALL =
            "SELECT life, called_at FROM diary.calls WHERE execution_id = ? ORDER BY fence DESC LIMIT 1";

    private final Path folder;
    private final PrintStream out;
    private final SplittableRandom random = new SplittableRandom(1);
    private final CountDownLatch nobody = new CountDownLatch(1);

    private RecoveryTimes(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** The latest call of an execution. */
    private record Call(String life, Instant at) {}

    /**
     * Takes some minutes.
     *
     * @param args the name of one of the {@link NodeSettings}; both if there is none
     */
    public static void main(String[] args) throws Exception {
        ConsoleLog.warningsOnly();
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "off");
        System.setProperty("org.slf4j.simpleLogger.log.com.zaxxer", "off");
        var all = args.length == 0 ? NodeSettings.values() : new NodeSettings[] {NodeSettings.valueOf(args[0])};
        for (var settings : all) {
            var folder = Files.createTempDirectory("openclaw-recovery");
            new RecoveryTimes(folder, System.out).measure(settings);
            Cluster.delete(folder);
        }
    }

    private void measure(NodeSettings settings) throws Exception {
        try (var database = new ClusterDatabase(folder);
                var library = OpenClawCron.builder()
                        .skillExecutor((request, context) -> SkillResult.empty())
                        .store(new JdbcCronStore(database.pool()))
                        .build()) {
            var nodes = new ArrayList<NodeProcess>();
            try {
                // One more than are killed, and all of them before: a node judges others only when its own beats have
                // succeeded for as long as theirs may be missing.
                for (var number = 0; number <= ROUNDS; number++) {
                    nodes.add(node("node-" + number, database, settings));
                }
                for (var node : nodes) {
                    if (!node.awaitReady(PATIENCE)) {
                        throw new IllegalStateException(node + " does not start; see its log in " + folder);
                    }
                }
                pause(settings.deadAfter());
                var job = library.manager().createCronJob(request());
                var times = new ArrayList<Duration>();
                for (var round = 0; round < ROUNDS; round++) {
                    times.add(killOne(library, database.pool(), job, nodes, settings));
                }
                report(settings, times);
            } finally {
                for (var node : nodes) {
                    node.kill();
                }
            }
        }
    }

    private NodeProcess node(String name, ClusterDatabase database, NodeSettings settings) throws Exception {
        var url = ClusterDatabase.url(database.port(), settings.connectionSettings());
        return new NodeProcess(
                name,
                List.of(
                        "--store", url,
                        "--diary", url,
                        "--notes", folder.resolve(name + ".notes").toString(),
                        "--name", name,
                        "--life", name,
                        "--skew", "0",
                        "--settings", settings.name()),
                folder.resolve(name + ".log"));
    }

    private static CreateCronJobRequest request() {
        return CreateCronJobRequest.builder(
                        OWNER.organizationId(), OWNER.userId(), "runs long", "0 0 1 1 *", DiarySkill.NAME)
                .skillParams(Map.of("millis", LONG_MILLIS, "failures", 0, "shared", false))
                .build();
    }

    /** Kills whichever node has taken a run, some time after a beat; tells how long it took until another one called the skill. */
    private Duration killOne(
            OpenClawCron library, DataSource diary, CronJob job, List<NodeProcess> nodes, NodeSettings settings)
            throws Exception {
        var run = library.manager().triggerManualRun(job.jobId(), OWNER).executionId();
        var first = awaitCall(diary, run, "");
        pause(Duration.ofMillis(random.nextLong(settings.deadAfter().toMillis() / 2)));
        var victim = nodes.stream()
                .filter(node -> node.toString().equals(first.life()))
                .findFirst()
                .orElseThrow();
        victim.kill();
        var killedAt = victim.life(List.of()).killedAt();
        var again = awaitCall(diary, run, first.life());
        library.executor().cancelExecution(run, OWNER);
        return Duration.between(killedAt, again.at());
    }

    private Call awaitCall(DataSource diary, UUID run, String notOf) throws SQLException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            var call = latestCall(diary, run);
            if (call.isPresent() && !call.get().life().equals(notOf)) {
                return call.get();
            }
            pause(LOOK_AGAIN);
        }
        throw new IllegalStateException("Execution " + run + " has not been called; see the logs in " + folder);
    }

    private static Optional<Call> latestCall(DataSource diary, UUID run) throws SQLException {
        try (var connection = diary.getConnection();
                var select = connection.prepareStatement(CALL)) {
            select.setObject(1, run);
            var row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Call(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }

    private void pause(Duration time) throws InterruptedException {
        nobody.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void report(NodeSettings settings, List<Duration> times) {
        var sorted = times.stream().sorted().toList();
        out.printf(
                Locale.ROOT,
                "%s settings (dead after %s): killed %d times, runs again after %s (median), %s to %s%n",
                settings.name().toLowerCase(Locale.ROOT),
                Texts.duration(settings.deadAfter()),
                sorted.size(),
                Texts.duration(sorted.get(sorted.size() / 2)),
                Texts.duration(sorted.get(0)),
                Texts.duration(sorted.get(sorted.size() - 1)));
    }
}
