package io.openclaw.cron.benchmarks.peers;

import java.sql.SQLException;
import java.util.List;

/** A scheduler. Made, given work, started and closed, in this order. */
public interface Peer extends AutoCloseable {
    /** Makes jobs, in the fastest way that the scheduler has. */
    void create(List<Work> work) throws Exception;

    /** Makes one job, as applications do for their users. May be called by several threads at once. */
    default void createOne(Work work) throws Exception {
        create(List.of(work));
    }

    /** Starts to run them. */
    void start() throws Exception;

    /** Whether it has started to run them, as far as it tells. */
    default boolean ready() {
        return true;
    }

    /** How many jobs are due or being run, as committed. */
    long left() throws SQLException;

    /** How many executions are in the history; as many as there should be where the scheduler keeps none. */
    default long history(long expected) throws SQLException {
        return expected;
    }

    @Override
    void close() throws Exception;
}
