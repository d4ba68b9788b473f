package io.openclaw.cron.benchmarks.peers;

import java.util.Locale;
import javax.sql.DataSource;

/** Whom we measure. */
public enum PeerKind {
    OPENCLAW("OpenClaw Cron, PostgreSQL"),
    OPENCLAW_H2("OpenClaw Cron, H2"),
    OPENCLAW_MEMORY("OpenClaw Cron, in memory"),
    PLAIN_JDBC("floor: plain JDBC, SKIP LOCKED and unnest"),
    EXECUTOR("floor: ScheduledThreadPoolExecutor"),
    DB_SCHEDULER_ONE_TIME("db-scheduler, lock-and-fetch, one-time"),
    DB_SCHEDULER_RECURRING("db-scheduler, lock-and-fetch, recurring"),
    DB_SCHEDULER_FETCH("db-scheduler, fetch, one-time"),
    JOBRUNR("JobRunr, one-time"),
    QUARTZ("Quartz, JDBC clustered"),
    QUARTZ_MEMORY("Quartz, RAM");

    private final String title;

    PeerKind(String title) {
        this.title = title;
    }

    /** What tables call it. */
    public String title() {
        return title;
    }

    /** What command lines call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of a command line's name. */
    public static PeerKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether it is at its best with fewer jobs, for it would take minutes for as many as the others. */
    public boolean slow() {
        return this == QUARTZ || this == OPENCLAW_H2;
    }

    /** Whether it keeps its jobs in a database of its own process. */
    public boolean embedded() {
        return this == OPENCLAW_H2;
    }

    /** Whether its jobs end with the process. */
    public boolean inMemory() {
        return this == OPENCLAW_MEMORY || this == EXECUTOR || this == QUARTZ_MEMORY;
    }

    /** Makes one, and its tables where they are not there. */
    public Peer create(DataSource database, int workers, Called called) throws Exception {
        return switch (this) {
            case OPENCLAW, OPENCLAW_H2 -> OpenClawPeer.durable(database, workers, called);
            case OPENCLAW_MEMORY -> OpenClawPeer.inMemory(workers, called);
            case PLAIN_JDBC -> new PlainJdbcPeer(database, workers, called);
            case EXECUTOR -> new ExecutorPeer(workers, called);
            case DB_SCHEDULER_ONE_TIME -> new DbSchedulerPeer(database, workers, called, true, false);
            case DB_SCHEDULER_RECURRING -> new DbSchedulerPeer(database, workers, called, true, true);
            case DB_SCHEDULER_FETCH -> new DbSchedulerPeer(database, workers, called, false, false);
            case JOBRUNR -> new JobRunrPeer(database, workers, called);
            case QUARTZ -> QuartzPeer.clustered(database, workers, called);
            case QUARTZ_MEMORY -> QuartzPeer.inMemory(workers, called);
        };
    }
}
