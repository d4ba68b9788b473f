package io.openclaw.cron.jdbc.cluster;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures how fast a backlog of distinct due jobs is drained, and what that costs the processors: by one node that is alone, by one
 * that another one hears of, and by four.
 *
 * <p>No test: it runs only when it is asked for, with the URL of an empty database, for a superuser, on a PostgreSQL server of this
 * machine. Linux only.
 */
@EnabledIfSystemProperty(named = DrainMeasurement.URL, matches = ".+")
class DrainMeasurement {
    static final String URL = "cron.measure.url";

    /** How many of them count; as many are drained before. */
    private static final int JOBS = Integer.getInteger("cron.measure.jobs", 50_000);

    private static final int BATCH = 10_000;
    private static final int ROUNDS = Integer.getInteger("cron.measure.rounds", 3);
    private static final int AT_ONCE = 50;
    /** The one fire that each job has missed: of its schedule, or none would be found. */
    private static final String SCHEDULE = "0 0 1 1 *";

    private static final String MISSED = "2026-01-01 00:00:00+00";
    private static final String LATER = "2100-01-01 00:00:00+00";
    private static final int CONNECTIONS = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final PrintStream out = System.out;

    /** Who is there. */
    private enum Nodes {
        ALONE("one node, alone", 1, 0),
        HEARD("one node, another listening", 1, 1),
        FOUR("four nodes", 4, 0);

        private final String text;
        private final int working;
        private final int listening;

        Nodes(String text, int working, int listening) {
            this.text = text;
            this.working = working;
            this.listening = listening;
        }
    }

    private record Drained(double perSecond, double perCpuSecond) {}

    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @Test
    void measure() throws Exception {
        try (var pool = pool()) {
            CronSchema.of(pool).apply();
            createJobs(pool);
            var cpu = new CpuTime(number(pool, "SELECT pg_backend_pid()"));
            for (var nodes : Nodes.values()) {
                // The first ones are slower: nothing is compiled yet.
                drain(nodes, cpu);
            }
            var drained = new EnumMap<Nodes, List<Drained>>(Nodes.class);
            for (var round = 0; round < ROUNDS; round++) {
                for (var nodes : Nodes.values()) {
                    drained.computeIfAbsent(nodes, first -> new ArrayList<>()).add(drain(nodes, cpu));
                }
            }
            report(drained);
            out.printf(
                    "deadlocks: %d%n",
                    number(pool, "SELECT deadlocks FROM pg_stat_database WHERE datname =" + " current_database()"));
        }
    }

    /**
     * What nodes do that have been there for a while: the first half does not count, in which up to forty sessions meet each statement
     * for the first time.
     */
    private Drained drain(Nodes nodes, CpuTime cpu) throws Exception {
        var pools = new ArrayList<HikariDataSource>();
        var started = new ArrayList<OpenClawCron>();
        try {
            var called = new Semaphore(0);
            for (var i = 0; i < nodes.working + nodes.listening; i++) {
                var pool = pool();
                pools.add(pool);
                started.add(drainedNode(pool, "node-" + i, called));
            }
            var working = started.subList(0, nodes.working);
            var pool = pools.get(0);
            forgetAll(pool);
            backlog("<", working, pool, called, cpu);
            var drained = backlog(">=", working, pool, called, cpu);
            out.printf(
                    Locale.ROOT,
                    "%-28s %6.0f/s, %6.0f for a second of the processors; shares %s%n",
                    nodes.text,
                    drained.perSecond(),
                    drained.perCpuSecond(),
                    shares(pool));
            return drained;
        } finally {
            started.forEach(OpenClawCron::close);
            pools.forEach(HikariDataSource::close);
        }
    }

    /** Has nodes drain one half of the jobs, that take nothing yet, and will not afterwards. */
    private static Drained backlog(
            String half, List<OpenClawCron> nodes, HikariDataSource pool, Semaphore called, CpuTime cpu)
            throws Exception {
        makeDue(pool, half);
        var usedBefore = cpu.now();
        var since = System.nanoTime();
        nodes.forEach(OpenClawCron::resume);
        called.acquire(JOBS);
        var nobody = new CountDownLatch(1);
        while (number(
                        pool,
                        "SELECT (SELECT count(*) FROM openclaw.skill_executions WHERE status <> 'completed')"
                                + " + (SELECT count(*) FROM openclaw.cron_claimed_fires)")
                > 0) {
            nobody.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
        var drained = new Drained(JOBS / ((System.nanoTime() - since) / 1e9), JOBS / (cpu.now() - usedBefore));
        for (var node : nodes) {
            node.drain().toCompletableFuture().get(1, TimeUnit.MINUTES);
        }
        return drained;
    }

    /** One that takes nothing yet, and knows by a beat whether another is there. */
    private static OpenClawCron drainedNode(HikariDataSource pool, String name, Semaphore called) throws Exception {
        var beats = new AtomicInteger();
        var store = Stores.observed(new JdbcCronStore(pool), (method, arguments) -> {
            if (method.equals("heartbeat")) {
                beats.incrementAndGet();
            }
        });
        var cron = OpenClawCron.builder()
                .store(store)
                .skillExecutor((request, context) -> {
                    called.release();
                    return SkillResult.empty();
                })
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .maxConcurrentJobs(AT_ONCE)
                        .build())
                .build();
        cron.start();
        cron.drain().toCompletableFuture().get(1, TimeUnit.MINUTES);
        eventually().until(() -> beats.get() > 0);
        return cron;
    }

    private static void createJobs(HikariDataSource pool) {
        var jobs = 2 * JOBS;
        try (var creator = OpenClawCron.builder()
                .store(new JdbcCronStore(pool))
                .skillExecutor((request, context) -> SkillResult.empty())
                .build()) {
            for (var from = 0; from < jobs; from += BATCH) {
                creator.manager()
                        .createCronJobs(IntStream.range(from, Math.min(from + BATCH, jobs))
                                .mapToObj(DrainMeasurement::request)
                                .toList());
            }
        }
    }

    private static CreateCronJobRequest request(int number) {
        return CreateCronJobRequest.builder("acme", "ann", "job " + number, SCHEDULE, "count")
                .timezone("UTC")
                .misfirePolicy(MisfirePolicy.FIRE_ALL)
                .skillParams(Map.of("text", "x".repeat(300)))
                .build();
    }

    private static void forgetAll(HikariDataSource pool) {
        execute(
                pool,
                "TRUNCATE openclaw.skill_executions, openclaw.cron_job_stats_hourly, openclaw.cron_org_stats_hourly");
        execute(pool, "UPDATE openclaw.cron_next_runs SET next_run = '" + LATER + "'");
    }

    /** Half of the jobs, on a server that has nothing else to do. */
    private static void makeDue(HikariDataSource pool, String half) {
        execute(
                pool,
                "UPDATE openclaw.cron_next_runs SET next_run = '" + MISSED + "' WHERE job_id " + half
                        + " (SELECT job_id FROM openclaw.cron_next_runs ORDER BY job_id OFFSET " + JOBS + " LIMIT 1)");
        execute(pool, "VACUUM (ANALYZE)");
        execute(pool, "CHECKPOINT");
    }

    private void report(Map<Nodes, List<Drained>> drained) {
        out.printf(
                Locale.ROOT,
                "Medians of %d rounds of %d executions: alone %.0f/s, heard by another %.0f/s, ratio %.2f%n",
                ROUNDS,
                JOBS,
                median(drained.get(Nodes.ALONE), Drained::perSecond),
                median(drained.get(Nodes.HEARD), Drained::perSecond),
                median(drained.get(Nodes.HEARD), Drained::perSecond)
                        / median(drained.get(Nodes.ALONE), Drained::perSecond));
        out.printf(
                Locale.ROOT,
                "For a second of the processors: one node %.0f, four nodes %.0f, ratio %.2f%n",
                median(drained.get(Nodes.ALONE), Drained::perCpuSecond),
                median(drained.get(Nodes.FOUR), Drained::perCpuSecond),
                median(drained.get(Nodes.FOUR), Drained::perCpuSecond)
                        / median(drained.get(Nodes.ALONE), Drained::perCpuSecond));
    }

    private static double median(List<Drained> drained, ToDoubleFunction<Drained> figure) {
        var sorted = drained.stream().sorted(Comparator.comparingDouble(figure)).toList();
        return figure.applyAsDouble(sorted.get(sorted.size() / 2));
    }

    private static List<Long> shares(HikariDataSource pool) {
        return Jdbi.create(pool)
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM openclaw.skill_executions GROUP BY node_name ORDER BY node_name")
                        .mapTo(Long.class)
                        .list());
    }

    private static long number(HikariDataSource pool, String query) {
        return Jdbi.create(pool)
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private static void execute(HikariDataSource pool, String statement) {
        Jdbi.create(pool).useHandle(handle -> handle.execute(statement));
    }

    private static HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(System.getProperty(URL));
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }
}
