package io.openclaw.cron.benchmarks.harness;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.peers.Sql;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** One run of one workload by one peer, in a process of its own. Prints what it measured, one line for each figure. */
final class Run {
    static final String PREFIX = "figure ";

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int WARM_UP_SECONDS = 60;
    private static final int SECONDS = 30;

    private final PeerKind kind;
    private final int jobs;
    private final int workers;
    private final DataSource database;
    private final long server;

    private Run(PeerKind kind, int jobs, int workers, DataSource database, long server) {
        this.kind = kind;
        this.jobs = jobs;
        this.workers = workers;
        this.database = database;
        this.server = server;
    }

    /**
     * Runs it.
     *
     * @param args workload, peer, jobs, workers, the database's URL, the server's process
     */
    public static void main(String[] args) throws Exception {
        var pool = new HikariConfig();
        pool.setJdbcUrl(args[4]);
        pool.setMaximumPoolSize(Math.max(10, Math.min(20, Integer.parseInt(args[3]))));
        try (var database = new HikariDataSource(pool)) {
            Sql.execute(database, "CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            var run = new Run(
                    PeerKind.of(args[1]),
                    Integer.parseInt(args[2]),
                    Integer.parseInt(args[3]),
                    database,
                    Long.parseLong(args[5]));
            var noise = Noise.measure();
            var figures = new TreeMap<>(
                    switch (args[0]) {
                        case "drain" -> run.drain();
                        case "seconds" -> run.everySecond();
                        case "instant" -> run.oneInstant();
                        case "create" -> run.create();
                        default -> throw new IllegalArgumentException("No workload " + args[0]);
                    });
            figures.putAll(noise);
            figures.forEach((name, value) -> System.out.println(PREFIX + name + "=" + value));
        }
        // Whatever threads a peer leaves behind.
        System.exit(0);
    }

    /** Twice, so that the code is compiled when it counts: with a tenth of the jobs the compiler takes half a processor for long. */
    private Map<String, Double> drain() throws Exception {
        drain(0, jobs);
        return drain(jobs, jobs);
    }

    private Map<String, Double> drain(int already, int count) throws Exception {
        var minute = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        var calls = new Calls(count, minute, 1);
        Called numbered = (number, scheduled) -> calls.called(number - already, null);
        var figures = new TreeMap<String, Double>();
        Usage before;
        Usage after;
        long history;
        try (var peer = kind.create(database, workers, numbered)) {
            peer.create(Work.overMinute(already, count, minute));
            settle();
            var statements = new StatementProfile(database);
            statements.begin();
            before = Usage.now(database, server);
            peer.start();
            var complete = calls.await(PATIENCE);
            while (complete && peer.left() > 0) {
                pass(Duration.ofMillis(20));
            }
            after = Usage.now(database, server);
            statements.print(System.err, count);
            history = peer.history(already + count);
        }
        figures.put("perSecond", count * 1e9 / (after.nanos() - before.nanos()));
        figures.put("untilLastCallPerSecond", count * 1e9 / (calls.lastNanos() - before.nanos()));
        figures.putAll(after.since(before, database, count));
        figures.putAll(calls.faults());
        figures.put("unrecorded", (double) (already + count - history));
        return figures;
    }

    /** So that neither checkpoints nor statistics of others' making come into the run. */
    private void settle() throws Exception {
        Sql.execute(database, "VACUUM (ANALYZE)");
        Sql.execute(database, "CHECKPOINT");
    }

    private Map<String, Double> everySecond() throws Exception {
        var first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
        var calls = new Calls(jobs, first.plusSeconds(WARM_UP_SECONDS), SECONDS);
        return punctuality(calls, calls, Work.everySecond(jobs, first), SECONDS);
    }

    /** After another instant with as many other jobs. */
    private Map<String, Double> oneInstant() throws Exception {
        var warmUp = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20);
        var instant = warmUp.plusSeconds(20);
        var calls = new Calls(jobs, instant, 1);
        Called counted = (number, scheduled) -> {
            if (number < jobs) {
                calls.called(number, scheduled);
            }
        };
        var work = new ArrayList<>(Work.daily(0, jobs, instant));
        work.addAll(Work.daily(jobs, jobs, warmUp));
        return punctuality(calls, counted, work, 1);
    }

    private Map<String, Double> punctuality(Calls calls, Called called, List<Work> work, int seconds)
            throws Exception {
        var figures = new TreeMap<String, Double>();
        Usage before;
        Usage after;
        try (var peer = kind.create(database, workers, called)) {
            peer.create(work);
            settle();
            before = Usage.now(database, server);
            peer.start();
            var complete = calls.await(
                    Duration.between(Instant.now(), work.get(0).due()).plusSeconds(seconds + WARM_UP_SECONDS + 5L));
            figures.put("complete", complete ? 1.0 : 0.0);
            after = Usage.now(database, server);
        }
        figures.putAll(after.since(before, database, (long) jobs * seconds));
        figures.putAll(calls.faults());
        figures.putAll(calls.lateness());
        return figures;
    }

    private Map<String, Double> create() throws Exception {
        var later = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        try (var peer = kind.create(database, workers, (number, scheduled) -> {})) {
            peer.create(Work.overMinute(0, Math.max(1, jobs / 10), later));
            var before = Usage.now(database, server);
            peer.create(Work.overMinute(jobs / 10, jobs, later));
            var after = Usage.now(database, server);
            var figures = new TreeMap<>(after.since(before, database, jobs));
            figures.put("perSecond", jobs * 1e9 / (after.nanos() - before.nanos()));
            return figures;
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
