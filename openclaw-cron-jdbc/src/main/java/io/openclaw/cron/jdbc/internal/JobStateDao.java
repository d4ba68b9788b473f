package io.openclaw.cron.jdbc.internal;

import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_job_state}. */
public interface JobStateDao {
    @SqlUpdate("""
            MERGE INTO <schema>.cron_job_state s
            USING (SELECT * FROM unnest(
              CAST(:organizationIds AS varchar ARRAY), CAST(:jobIds AS uuid ARRAY),
              CAST(:lastRuns AS timestamp with time zone ARRAY), CAST(:lastStatuses AS varchar ARRAY),
              CAST(:lastErrors AS varchar ARRAY), CAST(:successes AS bigint ARRAY), CAST(:failures AS bigint ARRAY),
              CAST(:streaks AS bigint ARRAY))
            AS u (organization_id, job_id, last_run, last_status, last_error, successes, failures, streak)) u
            ON s.organization_id = u.organization_id AND s.job_id = u.job_id
            WHEN MATCHED THEN UPDATE SET
              last_run = u.last_run, last_status = u.last_status, last_error = u.last_error,
              run_count = s.run_count + u.successes + u.failures, success_count = s.success_count + u.successes,
              failure_count = s.failure_count + u.failures,
              failure_streak = CASE WHEN u.successes > 0 THEN u.streak ELSE s.failure_streak + u.streak END
            WHEN NOT MATCHED THEN INSERT (organization_id, job_id, last_run, last_status, last_error, run_count,
                success_count, failure_count, failure_streak)
              VALUES (u.organization_id, u.job_id, u.last_run, u.last_status, u.last_error, u.successes + u.failures,
                u.successes, u.failures, u.streak)
            """)
    void add(@BindMethods RunCounts counts);
}
