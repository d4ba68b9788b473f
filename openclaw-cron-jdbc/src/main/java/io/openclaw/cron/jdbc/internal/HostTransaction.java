package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.CronStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An open transaction of the host's, of which each call is a part: it takes effect as a whole or not at all, and whether it stays
 * is the host's to decide. A call that fails goes back to a savepoint, because PostgreSQL would otherwise refuse all that the host
 * still wants to do.
 *
 * <p>Nothing is tried again: what a conflict has cost, the host has to repeat from its beginning.
 */
public final class HostTransaction implements Transactions {
    private static final String LOCK_TIMEOUT = "HYT00";

    private final Database database;
    private final Connection connection;
    private final Jdbi jdbi;

    /**
     * Joins a transaction.
     *
     * @param database what the connection leads to
     * @param connection the host's, in a transaction; neither committed nor rolled back nor closed here
     * @throws CronStoreException if it leads to a database of another product, or does not work
     * @throws IllegalStateException if it is in auto-commit mode
     */
    HostTransaction(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
        requireTransaction();
        requireSameProduct();
        this.jdbi = database.configure(Jdbi.create(() -> connection));
    }

    @Override
    public boolean confines() {
        return database.confines();
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public <T> T read(String act, Function<Handle, T> work) {
        requireTransaction();
        try {
            var before = connection.setSavepoint();
            try {
                var answer = work.apply(open());
                connection.releaseSavepoint(before);
                return answer;
            } catch (RuntimeException | Error | SQLException failure) {
                goBack(before, failure);
                throw failure;
            }
        } catch (CronException ours) {
            throw ours;
        } catch (JdbiException | SQLException failure) {
            throw DatabaseError.toStoreException(act + " in the host's transaction", failure);
        }
    }

    @Override
    public <T> T write(String act, Function<Handle, T> work) {
        return read(act, handle -> {
            takeTurn(handle);
            return work.apply(handle);
        });
    }

    /** To go on waiting is not to try again: nothing has been done yet, and H2 has given up the one statement alone. */
    private void takeTurn(Handle handle) {
        for (var left = Database.TRIES; ; left--) {
            try {
                database.takeTurn(handle);
                return;
            } catch (JdbiException waited) {
                if (left <= 1 || !LOCK_TIMEOUT.equals(DatabaseError.stateOf(waited))) {
                    throw waited;
                }
            }
        }
    }

    @Override
    public <T> T readForTenant(String act, String organizationId, Function<Handle, T> work) {
        return read(act, confined(organizationId, work));
    }

    @Override
    public <T> T writeAtOnce(String act, String organizationId, Function<Handle, T> work) {
        return writeForTenant(act, organizationId, work);
    }

    @Override
    public <T> T writeForTenant(String act, String organizationId, Function<Handle, T> work) {
        return write(act, confined(organizationId, work));
    }

    private <T> Function<Handle, T> confined(String organizationId, Function<Handle, T> work) {
        return !database.confines()
                ? work
                : handle -> {
                    var scope = TenantScope.open(handle, organizationId);
                    var answer = work.apply(handle);
                    // After a failure the savepoint puts back role and organization as well.
                    scope.close();
                    return answer;
                };
    }

    /** Not closed, for there is nothing to let go of: the connection is the host's, and statements close themselves. */
    private Handle open() {
        return jdbi.open();
    }

    private void goBack(Savepoint before, Throwable failure) {
        try {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        } catch (SQLException over) {
            // The connection is broken, or the database has undone the whole transaction.
            failure.addSuppressed(over);
        }
    }

    private void requireTransaction() {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "The connection is in auto-commit mode, so there is no transaction to join;"
                                + " call setAutoCommit(false) first, or use the store itself");
            }
        } catch (SQLException broken) {
            throw DatabaseError.toStoreException("join the host's transaction", broken);
        }
    }

    private void requireSameProduct() {
        try {
            var dialect = Dialect.of(connection);
            if (dialect != database.dialect()) {
                throw new CronStoreException(
                        "The connection leads to " + dialect + ", but the store is on " + database.dialect(), null);
            }
        } catch (SQLException broken) {
            throw DatabaseError.toStoreException("join the host's transaction", broken);
        }
    }
}
