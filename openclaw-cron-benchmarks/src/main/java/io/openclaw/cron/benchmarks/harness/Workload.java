package io.openclaw.cron.benchmarks.harness;

import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_FETCH;
import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_ONE_TIME;
import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_RECURRING;
import static io.openclaw.cron.benchmarks.peers.PeerKind.EXECUTOR;
import static io.openclaw.cron.benchmarks.peers.PeerKind.JOBRUNR;
import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW;
import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW_H2;
import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW_MEMORY;
import static io.openclaw.cron.benchmarks.peers.PeerKind.PLAIN_JDBC;
import static io.openclaw.cron.benchmarks.peers.PeerKind.QUARTZ;
import static io.openclaw.cron.benchmarks.peers.PeerKind.QUARTZ_MEMORY;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.programs.Program;
import io.openclaw.cron.benchmarks.programs.Size;
import java.util.List;
import java.util.Locale;

/** What is run: how many jobs, on how many workers, by whom. */
enum Workload {
    DRAIN_10("Drain 50,000 distinct due jobs, 10 workers", Program.DRAIN, Size.of(50_000, 10)),
    DRAIN_50("Drain 50,000 distinct due jobs, 50 workers", Program.DRAIN, Size.of(50_000, 50)),
    CLUSTER_1(
            "Drain 50,000 distinct due jobs by 1 process, 10 workers",
            Program.CLUSTER,
            Size.of(50_000, 10).by(1)),
    CLUSTER_2(
            "Drain 50,000 distinct due jobs by 2 processes, 10 workers each",
            Program.CLUSTER,
            Size.of(50_000, 10).by(2)),
    CLUSTER_4(
            "Drain 50,000 distinct due jobs by 4 processes, 10 workers each",
            Program.CLUSTER,
            Size.of(50_000, 10).by(4)),
    SECONDS(
            "1,000 jobs on every second for 30 s, 10 workers",
            Program.SECONDS,
            Size.of(1_000, 10).lasting(30)),
    INSTANT("10,000 jobs on one instant, 1,000 workers", Program.INSTANT, Size.of(10_000, 1_000)),
    CREATE("Create 50,000 jobs in bulk, from 2 threads", Program.CREATE, Size.of(50_000, 10)),
    CREATE_ONE_BY_ONE("Create 20,000 jobs one by one, from 4 threads", Program.CREATE_ONE_BY_ONE, Size.of(20_000, 10)),
    IDLE(
            "100,000 jobs, none of them due, for 120 s",
            Program.IDLE,
            Size.of(100_000, 10).lasting(120)),
    START_UP_100_000("Start with 100,000 jobs", Program.START_UP, Size.of(100_000, 10)),
    START_UP_1_000_000("Start with 1,000,000 jobs", Program.START_UP, Size.of(1_000_000, 10)),
    STEADY(
            "500 jobs on every second for 120 s beside 10,000,000 executions and retention",
            Program.STEADY,
            Size.of(500, 10).lasting(120).withHistory(10_000_000)),
    QUERIES("Queries at 10,000,000 executions", Program.QUERIES, Size.of(0, 10).withHistory(10_000_000)),
    REQUEST_TO_RUN(
            "From a request to the start of the skill, 1,000 requests one by one",
            Program.REQUEST_TO_RUN,
            Size.of(1_000, 10)),
    OWN_TIME(
            "Own time of an execution, 200 jobs on every second for 30 s",
            Program.OWN_TIME,
            Size.of(200, 10).lasting(30)),
    GROWTH_10_000(
            "Drain 50,000 jobs, 1,000 jobs on every second, and queries, beside 10,000 others",
            Program.GROWTH,
            Workload.growth(10_000)),
    GROWTH_1_000_000(
            "Drain 50,000 jobs, 1,000 jobs on every second, and queries, beside 1,000,000 others",
            Program.GROWTH,
            Workload.growth(1_000_000));

    /** Of a slow peer, so that a run ends within two minutes. */
    private static final int FEWER = 5_000;

    private final String title;
    private final Program program;

    @SuppressWarnings("ImmutableEnumChecker") // A record of numbers.
    private final Size size;

    Workload(String title, Program program, Size size) {
        this.title = title;
        this.program = program;
        this.size = size;
    }

    private static Size growth(int others) {
        return Size.of(50_000, 10).beside(others).lasting(30).withHistory(100_000);
    }

    static Workload of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String title() {
        return title;
    }

    Program program() {
        return program;
    }

    Size size(PeerKind peer) {
        return peer.slow() && program != Program.IDLE ? size.atMost(FEWER) : size;
    }

    /** Whether all runs are on one database, since it takes long to fill it. */
    boolean sharesDatabase() {
        return program == Program.STEADY || program == Program.QUERIES;
    }

    /** The most memory that a run may take. */
    String heap() {
        return program == Program.START_UP ? "4g" : "1g";
    }

    List<PeerKind> peers() {
        return switch (this) {
            case DRAIN_10 ->
                List.of(
                        OPENCLAW,
                        OPENCLAW_H2,
                        OPENCLAW_MEMORY,
                        PLAIN_JDBC,
                        DB_SCHEDULER_ONE_TIME,
                        DB_SCHEDULER_RECURRING,
                        DB_SCHEDULER_FETCH,
                        JOBRUNR,
                        QUARTZ);
            case DRAIN_50 -> List.of(OPENCLAW, PLAIN_JDBC, DB_SCHEDULER_ONE_TIME);
            case SECONDS ->
                List.of(OPENCLAW, OPENCLAW_H2, OPENCLAW_MEMORY, EXECUTOR, QUARTZ_MEMORY, DB_SCHEDULER_RECURRING);
            case INSTANT -> List.of(OPENCLAW, OPENCLAW_H2, OPENCLAW_MEMORY, EXECUTOR);
            case CREATE ->
                List.of(
                        OPENCLAW,
                        OPENCLAW_H2,
                        OPENCLAW_MEMORY,
                        DB_SCHEDULER_ONE_TIME,
                        DB_SCHEDULER_RECURRING,
                        JOBRUNR,
                        QUARTZ);
            case CREATE_ONE_BY_ONE ->
                List.of(OPENCLAW, OPENCLAW_H2, OPENCLAW_MEMORY, DB_SCHEDULER_ONE_TIME, DB_SCHEDULER_RECURRING);
            case IDLE -> List.of(OPENCLAW, DB_SCHEDULER_RECURRING, QUARTZ);
            case START_UP_100_000 ->
                List.of(OPENCLAW, OPENCLAW_H2, OPENCLAW_MEMORY, DB_SCHEDULER_RECURRING, QUARTZ_MEMORY);
            case START_UP_1_000_000 -> List.of(OPENCLAW, OPENCLAW_H2, OPENCLAW_MEMORY, DB_SCHEDULER_RECURRING);
            case CLUSTER_1,
                    CLUSTER_2,
                    CLUSTER_4,
                    STEADY,
                    QUERIES,
                    REQUEST_TO_RUN,
                    OWN_TIME,
                    GROWTH_10_000,
                    GROWTH_1_000_000 -> List.of(OPENCLAW);
        };
    }
}
