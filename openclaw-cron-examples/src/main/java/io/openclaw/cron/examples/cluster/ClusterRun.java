package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.examples.cluster.check.Checks;
import io.openclaw.cron.examples.cluster.check.Findings;
import io.openclaw.cron.examples.cluster.check.Life;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A run from the start of the processes to the verdict. */
final class ClusterRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ClusterOptions options;
    private final Path folder;
    private final PrintStream out;
    private final Narrator narrator;
    private final SplittableRandom random;
    private final CountDownLatch nobody = new CountDownLatch(1);
    /** What did not come about while the cluster came to rest. */
    private final List<String> unrest = new ArrayList<>();

    ClusterRun(ClusterOptions options, Path folder, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.out = out;
        this.narrator = new Narrator(out);
        this.random = new SplittableRandom(options.seed() + 1);
    }

    /** Runs it all; tells whether every promise was kept. */
    boolean run() throws Exception {
        try (var database = new ClusterDatabase(folder);
                var library = library(database)) {
            var nodes = new ArrayList<Node>();
            try {
                for (int number = 1; number <= options.nodes(); number++) {
                    nodes.add(new Node("node-" + number, options.settings(), database.port(), folder, random.split()));
                }
                return run(database, library, nodes);
            } finally {
                for (var node : nodes) {
                    node.end();
                }
            }
        }
    }

    /** Creates jobs and reads history; runs nothing itself. */
    private static OpenClawCron library(ClusterDatabase database) {
        return OpenClawCron.builder()
                .skillExecutor((request, context) -> SkillResult.empty())
                .store(new JdbcCronStore(database.pool()))
                .build();
    }

    private boolean run(ClusterDatabase database, OpenClawCron library, List<Node> nodes) throws Exception {
        for (var node : nodes) {
            narrator.tell(node, node.start());
        }
        for (var node : nodes) {
            if (!node.process().awaitReady(PATIENCE)) {
                throw new IllegalStateException(node + " does not start; see its log in " + folder);
            }
        }
        var jobs = library.manager().createCronJobs(ClusterJobs.requests());
        narrator.tell(jobs.size() + " jobs are created; the seed is " + options.seed());

        var manualRuns = new ManualRuns(library, jobs, random.split());
        var disturber = new Disturber(nodes, database, narrator, options);
        manualRuns.start();
        disturber.start();
        nobody.await(options.length().toMillis(), TimeUnit.MILLISECONDS);
        var disturbances = disturber.stop();
        var promised = manualRuns.stop();
        narrator.tell("nothing is disturbed any more");

        comeToRest(library, nodes, jobs);
        var lives = new ArrayList<Life>();
        var ends = new HashMap<UUID, Instant>();
        for (var node : nodes) {
            lives.addAll(node.lives());
            ends.putAll(node.ends());
        }
        var evidence = new Collector(library, database.pool()).collect(jobs, lives, ends, promised);
        var findings = Checks.of(evidence);
        findings.figure(
                "late outcomes refused", nodes.stream().mapToLong(Node::refused).sum());
        findings.none(
                "nodes that ended by themselves",
                nodes.stream().flatMap(node -> node.accidents().stream()).toList());
        findings.none("what did not come to rest", unrest);
        return report(disturbances, findings);
    }

    /** Every job fires again; then none does, all that is live comes to its end, and the nodes are closed. */
    private void comeToRest(OpenClawCron library, List<Node> nodes, List<CronJob> jobs) throws InterruptedException {
        var mended = Clock.systemUTC().instant();
        for (var job : jobs) {
            await(
                    "job " + job.jobName() + " fires again",
                    () -> next(library, job).isAfter(mended.plusSeconds(1)));
        }
        for (var job : jobs) {
            library.manager().pauseCronJob(job.jobId(), new Caller(job.organizationId(), ClusterJobs.USER));
        }
        narrator.tell("all jobs have fired again and are paused");
        for (var organization : ClusterJobs.ORGANIZATIONS) {
            await(
                    "all executions of " + organization + " come to their ends",
                    () -> !anythingLive(library, organization));
        }
        nodes.forEach(node -> node.process().orderStop());
        for (var node : nodes) {
            if (!node.process().awaitStopped(PATIENCE)) {
                unrest.add(node.process() + " did not end in order within " + PATIENCE.toSeconds() + " s");
            }
        }
        narrator.tell("all nodes are closed");
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadline > 0) {
                unrest.add("not within " + PATIENCE.toSeconds() + " s: " + what);
                return;
            }
            nobody.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (CronStoreException notYet) {
            // After a crash the database repairs itself before it answers.
            return false;
        }
    }

    private static Instant next(OpenClawCron library, CronJob job) {
        return library.manager()
                .getCronJob(job.jobId(), job.organizationId())
                .orElseThrow()
                .nextRun();
    }

    private static boolean anythingLive(OpenClawCron library, String organization) {
        var live = CronExecutionHistoryQuery.builder(organization)
                .statuses(Set.of(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING))
                .limit(1)
                .build();
        return !library.history().getExecutionHistory(live).items().isEmpty();
    }

    private boolean report(Map<Disturbance, Integer> disturbances, Findings findings) {
        out.println();
        out.println("seed " + options.seed() + ", " + options.nodes() + " nodes, "
                + options.length().toSeconds() + " s, settings "
                + options.settings().name().toLowerCase(Locale.ROOT) + ", " + disturbances);
        findings.lines().forEach(out::println);
        var kept = findings.offences().isEmpty();
        out.println();
        out.println(
                kept
                        ? "Every promise was kept."
                        : findings.offences().size() + " VIOLATIONS; logs and data are in " + folder);
        return kept;
    }
}
