-- A history as large as one likes, made by the server itself: <jobs> jobs, <executions> executions of the 30 days before now.
-- It is skewed: the organization org-0 has half of everything, its second job alone a tenth of all executions; the other half
-- is spread over 999 organizations. Rows, states and statistics agree with each other. Nothing is due for an hour. A tenth of the jobs,
-- that one too, got other parameters 15 days ago.

CREATE FUNCTION pg_temp.id(at_ timestamptz, number_ bigint) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CAST(lpad(to_hex(CAST(extract(epoch FROM at_) * 1000 AS bigint)), 12, '0') || '7000' || '8'
    || lpad(to_hex(number_), 15, '0') AS uuid)
$$;

-- Jobs are a second apart; those with even numbers are of org-0.
CREATE FUNCTION pg_temp.organization(job bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT 'org-' || CASE WHEN job % 2 = 0 THEN 0 ELSE 1 + job / 2 % 999 END
$$;
CREATE FUNCTION pg_temp.job_id(job bigint) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT pg_temp.id(timestamptz '2025-01-01 00:00:00+00' + job * interval '1 second', job)
$$;
CREATE FUNCTION pg_temp.is_changed(job bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT job % 10 = 2
$$;
-- The same number looks random, and is the same each time.
CREATE FUNCTION pg_temp.scatter(number_ bigint, below bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (number_ * 2654435761 % 4294967296) * below / 4294967296
$$;

-- Hours are those of UTC.
SET LOCAL TIME ZONE 'UTC';

INSERT INTO <schema>.cron_jobs (organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule,
  timezone, skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy, recovery_policy,
  catch_up_after_pause, max_retries, timeout_seconds, version, created_at, updated_at, deleted_at)
SELECT pg_temp.organization(j), pg_temp.job_id(j), 'user-' || pg_temp.scatter(j, 500), 'key-' || j,
  'Report ' || md5(CAST(j AS text)), 'report ' || md5(CAST(j AS text)), 'Collects what came in and sends it on', '0 3 * * *',
  'UTC', 'report', CAST('{"folder": "/srv/in/' || j || '", "depth": 3}' AS json), s.status, NULL,
  CASE WHEN pg_temp.scatter(j * 7, 10) = 0 THEN pg_temp.scatter(j, 10) ELSE 5 END, 'fire_once', 'skip', 'rerun', false, 3,
  300, CASE WHEN pg_temp.is_changed(j) THEN 2 ELSE 1 END, timestamptz '2025-01-01 00:00:00+00' + j * interval '1 second',
  timestamptz '2025-01-01 00:00:00+00' + (j + pg_temp.scatter(j, 10000000)) * interval '1 second',
  CASE WHEN s.status = 'deleted' THEN now() END
FROM generate_series(1, <jobs>) AS j, LATERAL (SELECT CASE
  WHEN pg_temp.scatter(j * 3, 100) < 90 THEN 'enabled' WHEN pg_temp.scatter(j * 3, 100) < 93 THEN 'paused'
  WHEN pg_temp.scatter(j * 3, 100) < 98 THEN 'disabled' ELSE 'deleted' END AS status) s;

INSERT INTO <schema>.cron_job_params (organization_id, job_id, last_version, skill_params, replaced_at)
SELECT pg_temp.organization(j), pg_temp.job_id(j), 1, CAST('{"folder": "/srv/old/' || j || '", "depth": 3}' AS json),
  now() - interval '15 days'
FROM generate_series(1, <jobs>) AS j WHERE pg_temp.is_changed(j);

INSERT INTO <schema>.cron_job_counts (organization_id, entry_id, jobs, enabled)
SELECT j.organization_id, pg_temp.job_id(1), count(*), count(*) FILTER (WHERE j.status = 'enabled')
FROM <schema>.cron_jobs j WHERE j.status <> 'deleted' GROUP BY j.organization_id;

-- Random, and the same each time.
SELECT setseed(0.5);

INSERT INTO <schema>.cron_next_runs (organization_id, job_id, priority, enabled, next_run)
SELECT j.organization_id, j.job_id, j.priority, j.status = 'enabled',
  CASE WHEN j.status IN ('enabled', 'paused')
    THEN date_trunc('second', now()) + interval '1 hour' + random() * interval '30 days' END
FROM <schema>.cron_jobs j;

-- Every tenth execution is of job 2; four of ten are of other jobs of org-0, the rest of all others.
INSERT INTO <schema>.skill_executions (organization_id, execution_id, job_id, user_id, skill_name, input_params, job_version,
  output_result, status, trigger, scheduled_for, skipped_until, skipped_count, priority, in_turn, available_at, started_at, completed_at,
  execution_time_ms, attempt, retry_count, recoveries, node_name, node_id, fence, claim_id, cancel_requested_at, progress, progress_stage,
  progress_message, tokens_used, cost_cents, error_code, error_message, error_stack, started_before_change)
SELECT pg_temp.organization(x.job), pg_temp.id(x.fired - interval '1 second', e), pg_temp.job_id(x.job),
  'user-' || pg_temp.scatter(x.job, 500), 'report',
  CASE WHEN NOT x.plain THEN CAST('{"folder": "/srv/in/' || x.job || '", "depth": 3}' AS json) END,
  CASE WHEN x.plain THEN CASE WHEN pg_temp.is_changed(x.job) AND x.fired >= now() - interval '15 days' THEN 2 ELSE 1 END END,
  CASE WHEN x.status = 'completed' THEN CAST('{"files": 12, "bytes": ' || e || ', "sent": true}' AS json) END,
  x.status, CASE WHEN e % 1000 = 7 THEN 'manual' ELSE 'schedule' END, CASE WHEN e % 1000 <> 7 THEN x.fired END,
  CASE WHEN x.status = 'skipped' THEN x.fired END, CASE WHEN x.status = 'skipped' THEN 1 ELSE 0 END, 5, false, x.fired,
  CASE WHEN x.run THEN x.fired + interval '3 ms' END,
  x.fired + CASE WHEN x.run THEN (3 + x.millis) * interval '1 ms' ELSE interval '0' END,
  CASE WHEN x.run THEN x.millis END, CASE WHEN x.run THEN 1 ELSE 0 END, 0, 0,
  CASE WHEN x.run THEN 'node-' || e % 4 END,
  CASE WHEN x.run THEN CAST('01920000-0000-7000-8000-00000000000' || e % 4 AS uuid) END, 1,
  CASE WHEN x.run THEN pg_temp.id(x.fired, e / 50) END, NULL, NULL, NULL, NULL, 0, 0,
  CASE WHEN x.status IN ('failed', 'timeout') THEN 'SKILL_FAILED' END,
  CASE WHEN x.status IN ('failed', 'timeout') THEN 'The mail server has refused the message' END, NULL, false
FROM (
  SELECT y.*, CASE WHEN chance < 90 THEN 'completed' WHEN chance < 94 THEN 'failed' WHEN chance < 95 THEN 'timeout'
      WHEN chance < 98 THEN 'skipped' ELSE 'cancelled' END AS status, chance < 95 AS run,
    chance < 90 AND e % 1000 <> 7 AS plain
  FROM (
    SELECT e, CASE
        WHEN e % 10 = 0 THEN 2
        WHEN e % 10 < 5 THEN 2 * (1 + pg_temp.scatter(e, <jobs> / 2 - 1))
        ELSE 2 * pg_temp.scatter(e, <jobs> / 2) + 1 END AS job,
      date_trunc('second', now()) - interval '10 seconds' - (<executions> - e) * (interval '30 days' / <executions>) AS fired,
      pg_temp.scatter(e * 5, 100) AS chance,
      power(2, 5 + pg_temp.scatter(e * 11, 20) / 4.0) - 1 AS millis
    FROM generate_series(1, <executions>) AS e OFFSET 0) y OFFSET 0) x
ON CONFLICT DO NOTHING;

INSERT INTO <schema>.cron_job_state (organization_id, job_id, last_run, last_status, last_error, run_count, success_count,
  failure_count, failure_streak)
SELECT e.organization_id, e.job_id, max(e.started_at), 'completed', NULL, count(*),
  count(*) FILTER (WHERE e.status = 'completed'), count(*) FILTER (WHERE e.status IN ('failed', 'timeout')), 0
FROM <schema>.skill_executions e WHERE e.status IN ('completed', 'failed', 'timeout')
GROUP BY e.organization_id, e.job_id ORDER BY e.organization_id, e.job_id;

-- The durations above are of the classes 20 to 39.
INSERT INTO <schema>.cron_job_stats_hourly (organization_id, job_id, hour_start, completed, failed, timeout, skipped, cancelled,
  duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
SELECT e.organization_id, e.job_id, date_trunc('hour', e.completed_at), <counts>
FROM <schema>.skill_executions e
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

INSERT INTO <schema>.cron_org_stats_hourly (organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled,
  duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
SELECT e.organization_id, date_trunc('hour', e.completed_at), extract(milliseconds FROM e.completed_at) :: integer % 4, <counts>
FROM <schema>.skill_executions e
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
