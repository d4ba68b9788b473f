-- Names are not qualified: whoever applies this file chooses the schema.
-- The same tables as on PostgreSQL; H2 has neither partial indexes nor fill factors.

-- What a job is. Rows change when users change them, never when jobs fire or end, so this table may have many indexes.
CREATE TABLE cron_jobs (
  organization_id      varchar          NOT NULL,
  job_id               uuid             NOT NULL,
  user_id              varchar          NOT NULL,
  job_key              varchar         ,
  present_key          varchar GENERATED ALWAYS AS (CASE WHEN status <> 'deleted' THEN job_key END),
  job_name             varchar          NOT NULL,
  -- The name in lower case, by the rules of the library rather than of the database's locale.
  job_name_folded      varchar          NOT NULL,
  description          varchar,
  schedule             varchar             NOT NULL,
  timezone             varchar             NOT NULL,
  skill_name           varchar          NOT NULL,
  skill_params         json             NOT NULL,
  status               varchar          NOT NULL CHECK (status IN ('enabled', 'paused', 'disabled', 'deleted')),
  status_reason        varchar,
  priority             smallint         NOT NULL CHECK (priority BETWEEN 0 AND 9),
  misfire_policy       varchar          NOT NULL,
  overlap_policy       varchar          NOT NULL,
  recovery_policy      varchar          NOT NULL,
  catch_up_after_pause boolean          NOT NULL,
  max_retries          integer          NOT NULL,
  timeout_seconds      integer          NOT NULL,
  version              bigint           NOT NULL,
  created_at           timestamp(6) with time zone NOT NULL,
  updated_at           timestamp(6) with time zone NOT NULL,
  deleted_at           timestamp(6) with time zone,
  PRIMARY KEY (job_id, organization_id)
);
-- The key while the job is there; a column of its own, for want of partial indexes.
CREATE UNIQUE INDEX idx_cron_key ON cron_jobs (organization_id, present_key);
-- One for each order in which jobs are listed.
CREATE INDEX idx_cron_org      ON cron_jobs (organization_id, created_at, job_id);
CREATE INDEX idx_cron_updated  ON cron_jobs (organization_id, updated_at, job_id);
CREATE INDEX idx_cron_name     ON cron_jobs (organization_id, job_name, job_id);
CREATE INDEX idx_cron_priority ON cron_jobs (organization_id, priority, job_id);
CREATE INDEX idx_cron_enabled  ON cron_jobs (organization_id, status);

-- Parameters that jobs had before they were changed, up to and including a version: a job that is changed leaves them here if its
-- parameters become others, and nothing if they stay. Executions say which version they ran with, see skill_executions; rows that none of
-- them refers to go with retention.
CREATE TABLE cron_job_params (
  organization_id varchar          NOT NULL,
  job_id          uuid             NOT NULL,
  last_version    bigint           NOT NULL,
  skill_params    json             NOT NULL,
  replaced_at     timestamp(6) with time zone NOT NULL,
  PRIMARY KEY (job_id, organization_id, last_version)
);
CREATE INDEX idx_cron_job_params_time ON cron_job_params (replaced_at);

-- How many jobs an organization has: the sum of its rows. Whoever changes it adds to one of them.
CREATE TABLE cron_job_counts (
  organization_id varchar          NOT NULL,
  entry_id        uuid             NOT NULL,
  jobs            bigint           NOT NULL,
  enabled         bigint           NOT NULL,
  PRIMARY KEY (organization_id, entry_id)
);

-- When a job is due next. Apart from the job, because this row changes with every fire: it is small, and so is each change.
-- Whoever decides about a job's fires holds the lock of this row.
CREATE TABLE cron_next_runs (
  organization_id varchar          NOT NULL,
  job_id          uuid             NOT NULL,
  priority        smallint         NOT NULL,
  enabled         boolean          NOT NULL,
  next_run        timestamp(6) with time zone,
  -- Fires before this one have been decided about at some time, and may have executions; those from it on have none.
  decided_until   timestamp(6) with time zone,
  PRIMARY KEY (job_id, organization_id)
);
CREATE INDEX idx_cron_next_run ON cron_next_runs (enabled, priority, next_run);
CREATE INDEX idx_cron_next_run_org ON cron_next_runs (organization_id, enabled, next_run, job_id);

-- What the runs of a job have left behind; no row before the first one ends. Apart from cron_next_runs, so that recording
-- never waits for claiming.
CREATE TABLE cron_job_state (
  organization_id varchar          NOT NULL,
  job_id          uuid             NOT NULL,
  last_run        timestamp(6) with time zone,
  last_status     varchar         ,
  last_error      varchar,
  run_count       bigint           NOT NULL,
  success_count   bigint           NOT NULL,
  failure_count   bigint           NOT NULL,
  failure_streak  bigint           NOT NULL,
  PRIMARY KEY (job_id, organization_id)
);

-- What became of each fire and each manual run. Ids are in the order of creation.
CREATE TABLE skill_executions (
  organization_id       varchar          NOT NULL,
  execution_id          uuid             NOT NULL,
  job_id                uuid             NOT NULL,
  user_id               varchar          NOT NULL,
  skill_name            varchar          NOT NULL,
  -- Null for most: what ran once, and ended, had the parameters of its job, and they are not written once more for each execution.
  -- They are those of the first row of cron_job_params from job_version on, or else what the job has now.
  input_params          json,
  job_version           bigint,
  output_result         json,
  status                varchar          NOT NULL CHECK
    (status IN ('pending', 'running', 'completed', 'failed', 'timeout', 'skipped', 'cancelled')),
  trigger               varchar          NOT NULL,
  scheduled_for         timestamp(6) with time zone,
  skipped_until         timestamp(6) with time zone,
  skipped_count         bigint           NOT NULL,
  priority              smallint         NOT NULL,
  in_turn               boolean          NOT NULL,
  available_at          timestamp(6) with time zone NOT NULL,
  started_at            timestamp(6) with time zone,
  completed_at          timestamp(6) with time zone,
  execution_time_ms     double precision,
  attempt               integer          NOT NULL,
  retry_count           integer          NOT NULL,
  recoveries            integer          NOT NULL,
  node_name             varchar         ,
  node_id               uuid,
  fence                 bigint           NOT NULL,
  claim_id              uuid,
  cancel_requested_at   timestamp(6) with time zone,
  progress              smallint,
  progress_stage        varchar,
  progress_message      varchar,
  tokens_used           bigint           NOT NULL,
  cost_cents            bigint           NOT NULL,
  error_code            varchar,
  error_message         varchar,
  error_stack           varchar,
  started_before_change boolean          NOT NULL,
  -- The limit for which it waits; only while it is pending, owned by nobody, and its time has come.
  blocked_by            varchar,
  PRIMARY KEY (organization_id, execution_id),
  CHECK ((input_params IS NULL) <> (job_version IS NULL))
);
-- One fire, one execution. Manual runs have no fire time, and no such limit.
CREATE UNIQUE INDEX idx_skill_exec_fire ON skill_executions (job_id, organization_id, scheduled_for);
CREATE INDEX idx_skill_exec_job ON skill_executions (organization_id, job_id, execution_id);
CREATE INDEX idx_skill_exec_time ON skill_executions (completed_at);
CREATE INDEX idx_skill_exec_status ON skill_executions (organization_id, status, execution_id);
CREATE INDEX idx_skill_exec_job_status ON skill_executions (organization_id, job_id, status, execution_id);
CREATE INDEX idx_skill_exec_manual ON skill_executions (organization_id, trigger, execution_id);
-- Without the execution in it H2 prefers idx_skill_exec_job, and walks through all that a job ever ran.
CREATE INDEX idx_skill_exec_live ON skill_executions (status, organization_id, job_id, execution_id);
CREATE INDEX idx_skill_exec_pending ON skill_executions (status, node_id, blocked_by, priority, available_at);
CREATE INDEX idx_skill_exec_blocked ON skill_executions (blocked_by, priority DESC, available_at, execution_id);
CREATE INDEX idx_skill_exec_owned ON skill_executions (node_id, status);

-- Fires that a node has claimed and of which nothing is known but that, and when, they have started. Apart from skill_executions, so that
-- what runs once and ends is written there once, in all its indexes. Whatever else becomes of an execution, it
-- is moved there first. What is not here is what its job has.
CREATE TABLE cron_claimed_fires (
  organization_id varchar          NOT NULL,
  execution_id    uuid             NOT NULL,
  job_id          uuid             NOT NULL,
  scheduled_for   timestamp(6) with time zone NOT NULL,
  in_turn         boolean          NOT NULL,
  node_name       varchar          NOT NULL,
  node_id         uuid             NOT NULL,
  claim_id        uuid             NOT NULL,
  started_at      timestamp(6) with time zone,
  PRIMARY KEY (job_id, organization_id, scheduled_for)
);
CREATE INDEX idx_claimed_fire_exec ON cron_claimed_fires (execution_id);
CREATE INDEX idx_claimed_fire_node ON cron_claimed_fires (node_id);

-- Processes that are alive, or were not long ago.
CREATE TABLE cron_nodes (
  node_id       uuid             PRIMARY KEY,
  node_name     varchar          NOT NULL UNIQUE,
  registered_at timestamp(6) with time zone NOT NULL,
  last_beat     timestamp(6) with time zone NOT NULL,
  -- How far the database's clock is ahead of the machine's.
  clock_offset_us bigint         NOT NULL,
  -- Whether it is to take nothing new.
  draining      boolean          NOT NULL
);

-- Outcomes by the UTC hour in which they were recorded; by the UTC day when they are old. Retention leaves these alone.
-- duration_counts[c + 1] is how many runs were of duration class c: below 1 ms, then four classes to each doubling.
CREATE TABLE cron_job_stats_hourly (
  organization_id  varchar          NOT NULL,
  job_id           uuid             NOT NULL,
  hour_start       timestamp(6) with time zone NOT NULL,
  completed        bigint           NOT NULL,
  failed           bigint           NOT NULL,
  timeout          bigint           NOT NULL,
  skipped          bigint           NOT NULL,
  cancelled        bigint           NOT NULL,
  duration_counts  bigint ARRAY     NOT NULL,
  duration_sum_us  bigint           NOT NULL,
  duration_max_us  bigint           NOT NULL,
  lateness_sum_us  bigint           NOT NULL,
  lateness_max_us  bigint           NOT NULL,
  started          bigint           NOT NULL,
  tokens_used      bigint           NOT NULL,
  cost_cents       bigint           NOT NULL,
  PRIMARY KEY (job_id, hour_start, organization_id)
);

-- The same for whole organizations. Each node adds to one of a few stripes of an hour, so that nodes seldom wait for each other.
CREATE TABLE cron_org_stats_hourly (
  organization_id  varchar          NOT NULL,
  hour_start       timestamp(6) with time zone NOT NULL,
  stripe           smallint         NOT NULL,
  completed        bigint           NOT NULL,
  failed           bigint           NOT NULL,
  timeout          bigint           NOT NULL,
  skipped          bigint           NOT NULL,
  cancelled        bigint           NOT NULL,
  duration_counts  bigint ARRAY     NOT NULL,
  duration_sum_us  bigint           NOT NULL,
  duration_max_us  bigint           NOT NULL,
  lateness_sum_us  bigint           NOT NULL,
  lateness_max_us  bigint           NOT NULL,
  started          bigint           NOT NULL,
  tokens_used      bigint           NOT NULL,
  cost_cents       bigint           NOT NULL,
  PRIMARY KEY (organization_id, hour_start, stripe)
);
CREATE INDEX idx_cron_org_stats_hour ON cron_org_stats_hourly (hour_start);

-- Events on their way between processes that are too long for a notification; deleted after some minutes.
CREATE TABLE cron_events (
  organization_id varchar          NOT NULL,
  event_id        uuid             NOT NULL,
  event           varchar          NOT NULL,
  created_at      timestamp(6) with time zone NOT NULL,
  PRIMARY KEY (organization_id, event_id)
);
CREATE INDEX idx_cron_events_time ON cron_events (created_at);

-- Which of these files have been applied, by whatever tool.
CREATE TABLE cron_schema_version (
  version integer PRIMARY KEY
);
INSERT INTO cron_schema_version (version) VALUES (1);
