-- Roles and row-level security, so that a forgotten where clause shows no tenant the rows of another. Optional; run by
-- CronSchema.installRoles(), or by an administrator with the schema in the search path, in one transaction. It may be run again,
-- and has to be after an upgrade of the tables: new tables are closed to both roles until then.
--
-- openclaw_engine sees all rows: claiming and recording are done for many organizations at once.
-- openclaw_tenant sees the rows of the organization in app.current_organization_id, and none while that is empty or not set.
-- The user that logs in is no superuser, owns no table if possible, and is a member of both:
--   GRANT openclaw_engine, openclaw_tenant TO ...;

-- Roles belong to the whole server: another schema, or another database, may have made them.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['openclaw_engine', 'openclaw_tenant'] LOOP
    IF to_regrole(wanted) IS NULL THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- Somebody else has made it in this moment.
      END;
    END IF;
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles
      WHERE rolname IN ('openclaw_engine', 'openclaw_tenant') AND (rolsuper OR rolbypassrls)) THEN
    RAISE EXCEPTION 'openclaw_engine and openclaw_tenant may be neither superusers nor exempt from row-level security';
  END IF;
  -- Policies of all roles that one belongs to add up.
  IF pg_has_role('openclaw_tenant', 'openclaw_engine', 'MEMBER') THEN
    RAISE EXCEPTION 'openclaw_tenant may not be a member of openclaw_engine: it would see all rows';
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO openclaw_engine, openclaw_tenant', current_schema());
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE
  ON cron_jobs, cron_job_params, cron_job_counts, cron_next_runs, cron_job_state, skill_executions, cron_claimed_fires,
    cron_job_stats_hourly, cron_org_stats_hourly, cron_events
  TO openclaw_engine, openclaw_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON cron_nodes TO openclaw_engine;
GRANT SELECT ON cron_schema_version TO openclaw_engine;

DO $$
DECLARE
  guarded text;
  owner name;
BEGIN
  FOREACH guarded IN ARRAY ARRAY['cron_jobs', 'cron_job_params', 'cron_job_counts', 'cron_next_runs', 'cron_job_state',
      'skill_executions', 'cron_claimed_fires', 'cron_job_stats_hourly', 'cron_org_stats_hourly', 'cron_events'] LOOP
    -- FORCE: for the owner too.
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('DROP POLICY IF EXISTS openclaw_engine ON %I', guarded);
    EXECUTE format('DROP POLICY IF EXISTS openclaw_tenant ON %I', guarded);
    EXECUTE format('CREATE POLICY openclaw_engine ON %I TO openclaw_engine USING (true) WITH CHECK (true)', guarded);
    EXECUTE format($policy$
      CREATE POLICY openclaw_tenant ON %I TO openclaw_tenant
        USING (organization_id = nullif(current_setting('app.current_organization_id', true), ''))
        WITH CHECK (organization_id = nullif(current_setting('app.current_organization_id', true), ''))
      $policy$, guarded);
    -- Whoever upgrades the tables must see their rows, or an upgrade would silently pass them by. USAGE, not MEMBER: whoever has
    -- made a role is from PostgreSQL 16 on a member that may administer it, but has none of its rights.
    SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = guarded::regclass;
    IF NOT pg_has_role(owner, 'openclaw_engine', 'USAGE') THEN
      EXECUTE format('GRANT openclaw_engine TO %I', owner);
    END IF;
  END LOOP;
END $$;
