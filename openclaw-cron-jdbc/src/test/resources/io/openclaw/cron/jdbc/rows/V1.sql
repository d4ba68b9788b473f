-- A row in each table as it was in version 1; two in some, of another organization and with as many nulls as may be.
INSERT INTO <schema>.cron_jobs (organization_id, job_id, user_id, job_key, job_name, job_name_folded, description, schedule,
  timezone, skill_name, skill_params, status, status_reason, priority, misfire_policy, overlap_policy, recovery_policy,
  catch_up_after_pause, max_retries, timeout_seconds, version, created_at, updated_at, deleted_at)
VALUES
  ('acme', '01920000-0000-7000-8000-000000000001', 'ada', 'nightly', 'Nightly', 'nightly', 'each night', '0 3 * * *',
   'Europe/Oslo', 'report', CAST('{"size": 1.10}' AS json), 'enabled', NULL, 5, 'fire_once', 'skip', 'run_again',
   false, 3, 300, 2, '2026-03-10 12:00:00.123456+00', '2026-03-10 12:00:00.123456+00', NULL),
  ('other', '01920000-0000-7000-8000-000000000002', 'bob', NULL, 'Gone', 'gone', NULL, '@hourly',
   'UTC', 'report', CAST('{}' AS json), 'deleted', 'not needed', 0, 'skip', 'allow', 'fail',
   true, 0, 1, 7, '2026-03-10 12:00:00+00', '2026-03-11 12:00:00+00', '2026-03-11 12:00:00+00');

INSERT INTO <schema>.cron_job_params (organization_id, job_id, last_version, skill_params, replaced_at)
VALUES ('acme', '01920000-0000-7000-8000-000000000001', 1, CAST('{"size": 1.00}' AS json), '2026-03-10 11:00:00+00');

INSERT INTO <schema>.cron_job_counts (organization_id, entry_id, jobs, enabled)
VALUES ('acme', '01920000-0000-7000-8000-0000000000ee', 1, 1);

INSERT INTO <schema>.cron_next_runs (organization_id, job_id, priority, enabled, next_run)
VALUES
  ('acme', '01920000-0000-7000-8000-000000000001', 5, true, '2026-03-11 02:00:00+00'),
  ('other', '01920000-0000-7000-8000-000000000002', 0, false, NULL);

INSERT INTO <schema>.cron_job_state (organization_id, job_id, last_run, last_status, last_error, run_count, success_count,
  failure_count, failure_streak)
VALUES ('acme', '01920000-0000-7000-8000-000000000001', '2026-03-10 02:00:00+00', 'failed', 'no paper', 3, 2, 1, 1);

INSERT INTO <schema>.skill_executions (organization_id, execution_id, job_id, user_id, skill_name, input_params, job_version,
  output_result, status, trigger, scheduled_for, skipped_until, skipped_count, priority, in_turn, available_at, started_at,
  completed_at, execution_time_ms, attempt, retry_count, recoveries, node_name, node_id, fence, claim_id, cancel_requested_at, progress,
  progress_stage, progress_message, tokens_used, cost_cents, error_code, error_message, error_stack, started_before_change)
VALUES
  ('acme', '01920000-0000-7000-8000-000000000011', '01920000-0000-7000-8000-000000000001', 'ada', 'report',
   NULL, 1, CAST('{"pages": 3}' AS json), 'completed', 'schedule', '2026-03-10 02:00:00+00', NULL, 0, 5,
   false, '2026-03-10 02:00:00+00', '2026-03-10 02:00:00.001+00', '2026-03-10 02:00:01+00', 999.5, 2, 1, 1, 'a',
   '01920000-0000-7000-8000-0000000000aa', 4, '01920000-0000-7000-8000-0000000000cc', NULL, 100, 'printing', 'done', 10, 2,
   NULL, NULL, NULL, false),
  ('other', '01920000-0000-7000-8000-000000000012', '01920000-0000-7000-8000-000000000002', 'bob', 'report',
   CAST('{}' AS json), NULL, NULL, 'pending', 'manual', NULL, NULL, 0, 0,
   true, '2026-03-11 02:00:00+00', NULL, NULL, NULL, 0, 0, 0, NULL,
   NULL, 0, NULL, NULL, NULL, NULL, NULL, 0, 0,
   NULL, NULL, NULL, false);

INSERT INTO <schema>.cron_claimed_fires (organization_id, execution_id, job_id, scheduled_for, in_turn, node_name, node_id,
  claim_id, started_at)
VALUES ('acme', '01920000-0000-7000-8000-000000000013', '01920000-0000-7000-8000-000000000001', '2026-03-11 02:00:00+00', true,
  'a', '01920000-0000-7000-8000-0000000000aa', '01920000-0000-7000-8000-0000000000cd', '2026-03-11 02:00:00.002+00');

INSERT INTO <schema>.cron_nodes (node_id, node_name, registered_at, last_beat, clock_offset_us, draining)
VALUES ('01920000-0000-7000-8000-0000000000aa', 'a', '2026-03-10 01:00:00+00', '2026-03-10 12:00:00+00', -1500, true);

INSERT INTO <schema>.cron_job_stats_hourly (organization_id, job_id, hour_start, completed, failed, timeout, skipped, cancelled,
  duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
VALUES ('acme', '01920000-0000-7000-8000-000000000001', '2026-03-10 02:00:00+00', 2, 1, 0, 0, 0,
  ARRAY[0, 0, 3], 2998500, 999500, 3000, 1000, 3, 30, 6);

INSERT INTO <schema>.cron_org_stats_hourly (organization_id, hour_start, stripe, completed, failed, timeout, skipped, cancelled,
  duration_counts, duration_sum_us, duration_max_us, lateness_sum_us, lateness_max_us, started, tokens_used, cost_cents)
VALUES ('acme', '2026-03-10 02:00:00+00', 3, 2, 1, 0, 0, 0,
  ARRAY[0, 0, 3], 2998500, 999500, 3000, 1000, 3, 30, 6);

INSERT INTO <schema>.cron_events (organization_id, event_id, event, created_at)
VALUES ('acme', '01920000-0000-7000-8000-0000000000ee', '{}', '2026-03-10 02:00:00+00');
