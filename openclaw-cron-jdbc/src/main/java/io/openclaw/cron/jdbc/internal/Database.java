package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.CronStoreException;
import java.sql.Connection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The database of a store, and transactions on it. A transaction that the database gives up in favour of another is made again.
 */
public final class Database implements Transactions {
    /** How often a transaction is tried before the conflict is the caller's. */
    static final int TRIES = 20;

    private final Dialect dialect;
    private final String schema;
    private final Sessions sessions;
    /** Whether what is done for a tenant is done in the tenant's role. */
    private final boolean tenantRole;
    /**
     * Held by whoever writes, on a database where writers take turns. First come, first served: a loop that writes again and
     * again would keep a caller waiting for as long as it has work.
     */
    private final ReentrantLock writing = new ReentrantLock(true);

    /**
     * The database behind a data source.
     *
     * @param dataSource the host's
     * @param schema where the tables are; a name that needs no quotes
     * @throws CronStoreException if it cannot be reached, is of a product that is not supported, or shows its user no rows
     */
    public Database(DataSource dataSource, String schema) {
        this.dialect = Dialect.of(dataSource);
        this.schema = schema;
        this.sessions = new Sessions(dataSource, this::configure);
        this.tenantRole = dialect == Dialect.POSTGRESQL
                && read("find out which roles the database user has", handle -> TenantRole.available(handle, schema));
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T> T write(String act, Function<Handle, T> work) {
        if (dialect.shared()) {
            return transaction(act, work);
        }
        writing.lock();
        try {
            return transaction(act, handle -> {
                // In this process the lock above does, but for transactions of the host's and other data sources.
                takeTurn(handle);
                return work.apply(handle);
            });
        } finally {
            writing.unlock();
        }
    }

    /** {@link #write} without an answer. */
    public void change(String act, Consumer<Handle> work) {
        write(act, handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** {@inheritDoc} Each statement sees what is committed by then, as it would in a transaction; so none is begun and ended. */
    @Override
    public <T> T read(String act, Function<Handle, T> work) {
        return retrying(act, () -> sessions.eachByItself(work));
    }

    /** {@inheritDoc} Not within another transaction of the same thread, which would stay confined as well. */
    @Override
    public <T> T readForTenant(String act, String organizationId, Function<Handle, T> work) {
        return tenantRole ? transaction(act, confined(organizationId, work)) : read(act, work);
    }

    /** {@inheritDoc} None is begun and ended for it but for the sake of a role, which would outlive the statement. */
    @Override
    public <T> T writeAtOnce(String act, String organizationId, Function<Handle, T> work) {
        return dialect.shared() && !tenantRole
                ? retrying(act, () -> sessions.eachByItself(work))
                : writeForTenant(act, organizationId, work);
    }

    @Override
    public <T> T writeForTenant(String act, String organizationId, Function<Handle, T> work) {
        return write(act, confined(organizationId, work));
    }

    /**
     * The transaction that is open on a connection of the host's, to the same database.
     *
     * @throws IllegalStateException if the connection is in auto-commit mode
     */
    public HostTransaction joining(Connection connection) {
        return new HostTransaction(this, connection);
    }

    /** Waits, where writers take turns, until no other transaction writes; then none will until this one ends. */
    void takeTurn(Handle handle) {
        if (!dialect.shared()) {
            handle.execute("SELECT version FROM <schema>.cron_schema_version FOR UPDATE");
        }
    }

    @Override
    public boolean confines() {
        return tenantRole;
    }

    Jdbi configure(Jdbi toBe) {
        return Statements.configure(toBe, dialect, schema);
    }

    private <T> Function<Handle, T> confined(String organizationId, Function<Handle, T> work) {
        return !tenantRole
                ? work
                : handle -> {
                    // Not closed: role and organization end with the transaction.
                    TenantScope.open(handle, organizationId);
                    return work.apply(handle);
                };
    }

    private <T> T transaction(String act, Function<Handle, T> work) {
        return retrying(act, () -> sessions.inTransaction(work));
    }

    /** Makes a transaction again that the database has given up in favour of another. */
    static <T> T retrying(String act, Supplier<T> transaction) {
        for (var left = TRIES; ; left--) {
            try {
                return transaction.get();
            } catch (CronException ours) {
                throw ours;
            } catch (JdbiException failure) {
                if (left <= 1 || DatabaseError.of(failure) != DatabaseError.CONFLICT) {
                    throw DatabaseError.toStoreException(act, failure);
                }
            }
        }
    }
}
