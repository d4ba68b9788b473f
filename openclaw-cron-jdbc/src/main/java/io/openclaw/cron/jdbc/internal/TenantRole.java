package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronStoreException;
import org.jdbi.v3.core.Handle;

/** Whether a session can take the role of a tenant: on PostgreSQL, where {@code roles/postgresql.sql} has been run. */
final class TenantRole {
    // Roles belong to the whole server: that there is one says nothing about this schema, but its privileges do. And
    // not every
    // member may take a role: from PostgreSQL 16 on, whoever has made it may only administer it.
    private static final String ROLES = """
            SELECT coalesce(pg_has_role(session_user, tenant.oid,
                  CASE WHEN CAST(current_setting('server_version_num') AS integer) < 160000 THEN 'MEMBER' ELSE 'SET' END)
                AND has_table_privilege(tenant.oid, jobs.oid, 'SELECT'), false) AS available,
              row_security_active(jobs.oid) AND NOT coalesce(pg_has_role(engine.oid, 'USAGE'), false) AS blind
            FROM pg_class jobs
            LEFT JOIN pg_roles tenant ON tenant.rolname = 'openclaw_tenant'
            LEFT JOIN pg_roles engine ON engine.rolname = 'openclaw_engine'
            WHERE jobs.oid = to_regclass(:jobs)
            """;

    private TenantRole() {}

    /**
     * Whether the session's user may take the role, and the role may read the schema.
     *
     * @throws CronStoreException if row-level security hides all rows from the user, as jobs that never run would tell otherwise
     */
    static boolean available(Handle handle, String schema) {
        return handle.createQuery(ROLES)
                .bind("jobs", schema + ".cron_jobs")
                .map((row, context) -> {
                    if (row.getBoolean("blind")) {
                        throw new CronStoreException(
                                "The database user sees no rows: row-level security is on, and the user is no member of"
                                        + " openclaw_engine; GRANT openclaw_engine, openclaw_tenant to it",
                                null);
                    }
                    return row.getBoolean("available");
                })
                .findOne()
                .orElse(false);
    }
}
