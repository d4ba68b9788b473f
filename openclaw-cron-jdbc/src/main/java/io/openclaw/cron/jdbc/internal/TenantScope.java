package io.openclaw.cron.jdbc.internal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * In a transaction on PostgreSQL, the time in which it sees the rows of one organization only.
 *
 * <p>A transaction of the store's own need not close it: role and organization end with the transaction. In one of the host's,
 * closing puts back the role and the organization that were there before.
 */
final class TenantScope implements AutoCloseable {
    /** In a transaction that has failed nothing can be put back, and need not: its end will. */
    private static final String TRANSACTION_HAS_FAILED = "25P02";

    // Materialized, so that what was there before is read before it is changed.
    private static final String ENTER = """
            WITH outer_scope AS MATERIALIZED (
              SELECT current_setting('role') AS role, current_setting('app.current_organization_id', true) AS organization_id)
            SELECT role, organization_id,
              set_config('app.current_organization_id', :organizationId, true), set_config('role', 'openclaw_tenant', true)
            FROM outer_scope
            """;
    private static final String LEAVE = """
            SELECT set_config('role', :role, true), set_config('app.current_organization_id', :organizationId, true)
            """;

    private final Handle handle;
    private final Before before;

    private TenantScope(Handle handle, Before before) {
        this.handle = handle;
        this.before = before;
    }

    /**
     * Shows the transaction the rows of one organization and no others, in one statement.
     *
     * @param handle in a transaction, of a session for which {@link TenantRole#available} holds
     * @param organizationId whose; none are seen if it is empty
     */
    static TenantScope open(Handle handle, String organizationId) {
        var before = handle.createQuery(ENTER)
                .bind("organizationId", organizationId)
                .map((row, context) -> new Before(row.getString("role"), row.getString("organization_id")))
                .one();
        return new TenantScope(handle, before);
    }

    @Override
    public void close() {
        try {
            handle.createQuery(LEAVE)
                    .bind("role", before.role())
                    .bind("organizationId", before.organizationId() == null ? "" : before.organizationId())
                    .mapTo(String.class)
                    .one();
        } catch (JdbiException failure) {
            if (!TRANSACTION_HAS_FAILED.equals(DatabaseError.stateOf(failure))) {
                throw failure;
            }
        }
    }

    private record Before(String role, @Nullable String organizationId) {}
}
