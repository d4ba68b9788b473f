package io.openclaw.cron.benchmarks.harness;

import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_FETCH;
import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_ONE_TIME;
import static io.openclaw.cron.benchmarks.peers.PeerKind.DB_SCHEDULER_RECURRING;
import static io.openclaw.cron.benchmarks.peers.PeerKind.EXECUTOR;
import static io.openclaw.cron.benchmarks.peers.PeerKind.JOBRUNR;
import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW;
import static io.openclaw.cron.benchmarks.peers.PeerKind.OPENCLAW_MEMORY;
import static io.openclaw.cron.benchmarks.peers.PeerKind.PLAIN_JDBC;
import static io.openclaw.cron.benchmarks.peers.PeerKind.QUARTZ;
import static io.openclaw.cron.benchmarks.peers.PeerKind.QUARTZ_MEMORY;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import java.util.List;
import java.util.Locale;

/** What is run: how many jobs, on how many workers, by whom. */
enum Workload {
    DRAIN_10("Drain 50,000 distinct due jobs, 10 workers", "drain", 50_000, 10),
    DRAIN_50("Drain 50,000 distinct due jobs, 50 workers", "drain", 50_000, 50),
    SECONDS("1,000 jobs on every second for 30 s, 10 workers", "seconds", 1_000, 10),
    INSTANT("10,000 jobs on one instant, 1,000 workers", "instant", 10_000, 1_000),
    CREATE("Create 50,000 jobs in bulk", "create", 50_000, 10);

    /** Of a slow peer, so that a run ends within two minutes. */
    private static final int FEWER = 5_000;

    private final String title;
    private final String program;
    private final int jobs;
    private final int workers;

    Workload(String title, String program, int jobs, int workers) {
        this.title = title;
        this.program = program;
        this.jobs = jobs;
        this.workers = workers;
    }

    static Workload of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String title() {
        return title;
    }

    String program() {
        return program;
    }

    int jobs(PeerKind peer) {
        return peer.slow() ? Math.min(FEWER, jobs) : jobs;
    }

    int workers() {
        return workers;
    }

    List<PeerKind> peers() {
        return switch (this) {
            case DRAIN_10 ->
                List.of(
                        OPENCLAW,
                        PLAIN_JDBC,
                        DB_SCHEDULER_ONE_TIME,
                        DB_SCHEDULER_RECURRING,
                        DB_SCHEDULER_FETCH,
                        JOBRUNR,
                        QUARTZ);
            case DRAIN_50 -> List.of(OPENCLAW, PLAIN_JDBC, DB_SCHEDULER_ONE_TIME);
            case SECONDS -> List.of(OPENCLAW, OPENCLAW_MEMORY, EXECUTOR, QUARTZ_MEMORY, DB_SCHEDULER_RECURRING);
            case INSTANT -> List.of(OPENCLAW, OPENCLAW_MEMORY, EXECUTOR);
            case CREATE -> List.of(OPENCLAW, DB_SCHEDULER_RECURRING, QUARTZ);
        };
    }
}
