package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Records reports: all in a few statements if it can be, one by one if one of them has data that cannot be stored. */
public final class Recording {
    private static final String ACT = "record outcomes";
    private static final String BEFORE_REPORT = "before_report";

    private final Database database;
    private final Statistics statistics;
    private final Notifier notifier;

    /** Records in this database. */
    public Recording(Database database, Statistics statistics, Notifier notifier) {
        this.database = database;
        this.statistics = statistics;
        this.notifier = notifier;
    }

    /** Records the states that a node reports. */
    public List<Recorded> record(NodeId node, List<CronExecution> reports, Instant now) {
        if (reports.isEmpty()) {
            return List.of();
        }
        try {
            return write(handle -> new RecordTransaction(handle, statistics, false).record(node, reports, now));
        } catch (RecordTransaction.NeedsJobLocks rare) {
            return write(handle -> new RecordTransaction(handle, statistics, true).record(node, reports, now));
        } catch (CronStoreException failure) {
            if (DatabaseError.of(failure) != DatabaseError.DATA) {
                throw failure;
            }
            return write(handle -> oneByOne(handle, node, reports, now));
        }
    }

    private List<Recorded> write(Function<Handle, List<Recorded>> work) {
        return database.write(ACT, handle -> {
            var recorded = work.apply(handle);
            notifier.send(handle, Signal.of(recorded));
            return recorded;
        });
    }

    private List<Recorded> oneByOne(Handle handle, NodeId node, List<CronExecution> reports, Instant now) {
        var answers = new ArrayList<Recorded>(reports.size());
        var transaction = new RecordTransaction(handle, statistics, true);
        for (var report : reports) {
            handle.savepoint(BEFORE_REPORT);
            try {
                answers.addAll(transaction.record(node, List.of(report), now));
                handle.releaseSavepoint(BEFORE_REPORT);
            } catch (JdbiException | CronStoreException failure) {
                if (DatabaseError.of(failure) != DatabaseError.DATA) {
                    throw failure;
                }
                handle.rollbackToSavepoint(BEFORE_REPORT);
                answers.add(new Recorded(
                        Recorded.Status.UNSTORABLE,
                        null,
                        "The database refuses its data (SQLState " + DatabaseError.stateOf(failure) + ")"));
            }
        }
        return answers;
    }
}
