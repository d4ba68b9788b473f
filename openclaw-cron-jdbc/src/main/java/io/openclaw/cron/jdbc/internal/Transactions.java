package io.openclaw.cron.jdbc.internal;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Where a call's statements run: in a transaction of the store's own, or in a part of one of the host's. */
public interface Transactions {
    /** Whether what is done for a tenant is done in the tenant's role, so that nothing can be done for several at once. */
    boolean confines();

    /** What differs from other databases. */
    Dialect dialect();

    /** Reads, for several organizations; what the statements see may differ by what others commit between them. */
    <T> T read(String act, Function<Handle, T> work);

    /**
     * Works in a transaction that changes rows of several organizations.
     *
     * @param act what it does, for messages: follows "could not"
     * @param work may be called again, in a new transaction
     */
    <T> T write(String act, Function<Handle, T> work);

    /** {@link #read}, for a tenant: where the roles are installed, the database itself shows no rows but the organization's. */
    <T> T readForTenant(String act, String organizationId, Function<Handle, T> work);

    /** {@link #write}, for a tenant, as {@link #readForTenant} is {@link #read}. */
    <T> T writeForTenant(String act, String organizationId, Function<Handle, T> work);

    /** {@link #writeForTenant}, for work that is one statement, which is a transaction by itself. */
    <T> T writeAtOnce(String act, String organizationId, Function<Handle, T> work);
}
