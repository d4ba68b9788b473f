package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.peers.Sql;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What a run is to be of.
 *
 * @param kind whom it measures
 * @param size how large it is
 * @param database where peers keep their jobs
 * @param measured the server's database: the same, but for peers that have their own
 * @param url the server's database, for other processes
 * @param server the server's process
 */
record Assignment(PeerKind kind, Size size, DataSource database, DataSource measured, String url, long server) {
    /** Does nothing, where nothing is to be called. */
    static final Called NOTHING = (number, scheduled) -> {};

    Peer peer(Called called) throws Exception {
        return kind.create(database, size.workers(), called);
    }

    /** The same of another size. */
    Assignment of(Size other) {
        return new Assignment(kind, other, database, measured, url, server);
    }

    Meter meter() {
        return new Meter(measured, server);
    }

    /** So that neither checkpoints nor statistics of others' making come into the run. */
    void settle() throws SQLException {
        Sql.execute(measured, "VACUUM (ANALYZE)");
        Sql.execute(measured, "CHECKPOINT");
    }
}
