-- Names are not qualified: whoever applies this file chooses the schema, by the search path.
-- Texts that are keys or are sorted by are COLLATE "C": by code point, whatever the database's locale, and cheap to compare.
-- In keys of what belongs to a job the job comes first, its organization second: two ids are compared at once, and nearly always
-- differ, where those of organizations are texts and mostly the same.

-- What a job is. Rows change when users change them, never when jobs fire or end, so this table may have many indexes.
CREATE TABLE cron_jobs (
  organization_id      text COLLATE "C" NOT NULL,
  job_id               uuid             NOT NULL,
  user_id              text COLLATE "C" NOT NULL,
  job_key              text COLLATE "C",
  job_name             text COLLATE "C" NOT NULL,
  -- The name in lower case, by the rules of the library rather than of the database's locale.
  job_name_folded      text COLLATE "C" NOT NULL,
  description          text,
  schedule             text             NOT NULL,
  timezone             text             NOT NULL,
  skill_name           text COLLATE "C" NOT NULL,
  -- json, not jsonb: what is read is what was written, to the last digit of a number.
  skill_params         json             NOT NULL,
  status               text COLLATE "C" NOT NULL CHECK (status IN ('enabled', 'paused', 'disabled', 'deleted')),
  status_reason        text,
  priority             smallint         NOT NULL CHECK (priority BETWEEN 0 AND 9),
  misfire_policy       text COLLATE "C" NOT NULL,
  overlap_policy       text COLLATE "C" NOT NULL,
  recovery_policy      text COLLATE "C" NOT NULL,
  catch_up_after_pause boolean          NOT NULL,
  max_retries          integer          NOT NULL,
  timeout_seconds      integer          NOT NULL,
  version              bigint           NOT NULL,
  created_at           timestamptz      NOT NULL,
  updated_at           timestamptz      NOT NULL,
  deleted_at           timestamptz,
  PRIMARY KEY (job_id, organization_id)
);
CREATE UNIQUE INDEX idx_cron_key ON cron_jobs (organization_id, job_key) WHERE job_key IS NOT NULL AND status <> 'deleted';
-- One for each order in which jobs are listed.
CREATE INDEX idx_cron_org      ON cron_jobs (organization_id, created_at, job_id) WHERE status <> 'deleted';
CREATE INDEX idx_cron_updated  ON cron_jobs (organization_id, updated_at, job_id) WHERE status <> 'deleted';
CREATE INDEX idx_cron_name     ON cron_jobs (organization_id, job_name, job_id) WHERE status <> 'deleted';
CREATE INDEX idx_cron_priority ON cron_jobs (organization_id, priority, job_id) WHERE status <> 'deleted';
CREATE INDEX idx_cron_enabled  ON cron_jobs (organization_id, created_at, job_id) WHERE status = 'enabled';
-- Those that do not fire are few among many.
CREATE INDEX idx_cron_off          ON cron_jobs (organization_id, created_at, job_id) WHERE status IN ('paused', 'disabled');
CREATE INDEX idx_cron_off_updated  ON cron_jobs (organization_id, updated_at, job_id) WHERE status IN ('paused', 'disabled');
CREATE INDEX idx_cron_off_name     ON cron_jobs (organization_id, job_name, job_id) WHERE status IN ('paused', 'disabled');
CREATE INDEX idx_cron_off_priority ON cron_jobs (organization_id, priority, job_id) WHERE status IN ('paused', 'disabled');

-- A plan that is made once for all organizations takes each for one of so many. By their true number all jobs of any may seem so few that
-- they are sorted for each page, and a page of one that has half of all takes twenty times as long. Of more, what no index serves would
-- seem worth compiling.
ALTER TABLE cron_jobs ALTER COLUMN organization_id SET (n_distinct = 20);

-- Parameters that jobs had before they were changed, up to and including a version: a job that is changed leaves them here if its
-- parameters become others, and nothing if they stay. Executions say which version they ran with, see skill_executions; rows that none of
-- them refers to go with retention.
CREATE TABLE cron_job_params (
  organization_id text COLLATE "C" NOT NULL,
  job_id          uuid             NOT NULL,
  last_version    bigint           NOT NULL,
  skill_params    json             NOT NULL,
  replaced_at     timestamptz      NOT NULL,
  PRIMARY KEY (job_id, organization_id, last_version)
);
CREATE INDEX idx_cron_job_params_time ON cron_job_params (replaced_at);

-- How many jobs an organization has: the sum of its rows. Whoever changes it adds to a row that nobody has locked, or to a new one.
CREATE TABLE cron_job_counts (
  organization_id text COLLATE "C" NOT NULL,
  entry_id        uuid             NOT NULL,
  jobs            bigint           NOT NULL,
  enabled         bigint           NOT NULL,
  PRIMARY KEY (organization_id, entry_id)
);

-- When a job is due next. Apart from the job, because this row changes with every fire: it is small, and so is each change.
-- Whoever decides about a job's fires holds the lock of this row.
CREATE TABLE cron_next_runs (
  organization_id text COLLATE "C" NOT NULL,
  job_id          uuid             NOT NULL,
  priority        smallint         NOT NULL,
  enabled         boolean          NOT NULL,
  next_run        timestamptz,
  -- Fires before this one have been decided about at some time, and may have executions; those from it on have none.
  decided_until   timestamptz,
  PRIMARY KEY (job_id, organization_id)
) WITH (fillfactor = 70);
CREATE INDEX idx_cron_next_run ON cron_next_runs (priority, next_run, job_id) WHERE enabled AND next_run IS NOT NULL;
-- Lists by next fire.
CREATE INDEX idx_cron_next_run_org ON cron_next_runs (organization_id, enabled, next_run, job_id);

-- As for cron_jobs; of fewer, since three conditions are looked at for each row.
ALTER TABLE cron_next_runs ALTER COLUMN organization_id SET (n_distinct = 2);

-- What the runs of a job have left behind; no row before the first one ends. Apart from cron_next_runs, so that recording
-- never waits for claiming.
CREATE TABLE cron_job_state (
  organization_id text COLLATE "C" NOT NULL,
  job_id          uuid             NOT NULL,
  last_run        timestamptz,
  last_status     text COLLATE "C",
  last_error      text,
  run_count       bigint           NOT NULL,
  success_count   bigint           NOT NULL,
  failure_count   bigint           NOT NULL,
  failure_streak  bigint           NOT NULL,
  PRIMARY KEY (job_id, organization_id)
) WITH (fillfactor = 70);

-- What became of each fire and each manual run. Ids are in the order of creation.
CREATE TABLE skill_executions (
  -- What is always there and of a fixed width first, the widest first, so that no row has gaps.
  available_at          timestamptz      NOT NULL,
  fence                 bigint           NOT NULL,
  skipped_count         bigint           NOT NULL,
  tokens_used           bigint           NOT NULL,
  cost_cents            bigint           NOT NULL,
  attempt               integer          NOT NULL,
  -- One less than attempt, or 0. Written with it: to be generated, each row would be taken apart and put together once more.
  retry_count           integer          NOT NULL,
  recoveries            integer          NOT NULL,
  priority              smallint         NOT NULL,
  in_turn               boolean          NOT NULL,
  started_before_change boolean          NOT NULL,
  -- Whose parameters it ran with, if they are not its own.
  job_version           bigint,
  scheduled_for         timestamptz,
  skipped_until         timestamptz,
  started_at            timestamptz,
  completed_at          timestamptz,
  execution_time_ms     double precision,
  cancel_requested_at   timestamptz,
  progress              smallint,
  execution_id          uuid             NOT NULL,
  job_id                uuid             NOT NULL,
  node_id               uuid,
  claim_id              uuid,
  organization_id       text COLLATE "C" NOT NULL,
  user_id               text COLLATE "C" NOT NULL,
  skill_name            text COLLATE "C" NOT NULL,
  -- Null for most: what ran once, and ended, had the parameters of its job, and they are not written once more for each execution.
  -- They are those of the first row of cron_job_params from job_version on, or else what the job has now.
  input_params          json,
  output_result         json,
  status                text COLLATE "C" NOT NULL CHECK
    (status IN ('pending', 'running', 'completed', 'failed', 'timeout', 'skipped', 'cancelled')),
  trigger               text COLLATE "C" NOT NULL,
  node_name             text COLLATE "C",
  progress_stage        text,
  progress_message      text,
  error_code            text,
  error_message         text,
  error_stack           text,
  -- The limit for which it waits; only while it is pending, owned by nobody, and its time has come.
  blocked_by            text COLLATE "C",
  PRIMARY KEY (organization_id, execution_id),
  CHECK ((input_params IS NULL) <> (job_version IS NULL))
);
-- As for cron_jobs; of fewer, since failures are few and have pages too.
ALTER TABLE skill_executions ALTER COLUMN organization_id SET (n_distinct = 2);
-- One fire, one execution. Manual runs have no fire time, and no such limit. Partial, so that it serves for nothing else: planned for any
-- values, a job's history would seem so short that it may as well be read along this index, and sorted.
CREATE UNIQUE INDEX idx_skill_exec_fire ON skill_executions (job_id, organization_id, scheduled_for)
  WHERE scheduled_for IS NOT NULL;
-- The organization first, unlike in keys. Planned for any values, a job's history seems to be a few rows, which may as well be sorted; along an
-- index that begins with the job, whose rows are spread over the table, that seems cheaper than reading them in order.
CREATE INDEX idx_skill_exec_job ON skill_executions (organization_id, job_id, execution_id);
CREATE INDEX idx_skill_exec_time ON skill_executions (completed_at) WHERE completed_at IS NOT NULL;
-- What is looked for in a long history: the few that did not succeed, or that no schedule caused.
CREATE INDEX idx_skill_exec_status ON skill_executions (organization_id, status, execution_id)
  WHERE status IN ('failed', 'timeout', 'skipped', 'cancelled');
CREATE INDEX idx_skill_exec_job_status ON skill_executions (organization_id, job_id, status, execution_id)
  WHERE status IN ('failed', 'timeout', 'skipped', 'cancelled');
CREATE INDEX idx_skill_exec_manual ON skill_executions (organization_id, execution_id) WHERE trigger <> 'schedule';
-- These hold what has not ended only, and stay small however long the history grows.
CREATE INDEX idx_skill_exec_live ON skill_executions (job_id, organization_id, execution_id)
  WHERE status IN ('pending', 'running');
CREATE INDEX idx_skill_exec_pending ON skill_executions (priority, available_at, execution_id)
  WHERE status = 'pending' AND node_id IS NULL AND blocked_by IS NULL;
CREATE INDEX idx_skill_exec_blocked ON skill_executions (blocked_by, priority DESC, available_at, execution_id)
  WHERE blocked_by IS NOT NULL;
-- Many entries of one key, soon gone: one by one they are passed over and removed as they go, which a list of them is not before the
-- last one.
CREATE INDEX idx_skill_exec_owned ON skill_executions (node_id) WITH (deduplicate_items = off)
  WHERE status IN ('pending', 'running') AND node_id IS NOT NULL;

-- Fires that a node has claimed and of which nothing is known but that, and when, they have started. Apart from skill_executions, so that
-- what runs once and ends is written there once, in all its indexes. Whatever else becomes of an execution, it
-- is moved there first. What is not here is what its job has.
CREATE TABLE cron_claimed_fires (
  organization_id text COLLATE "C" NOT NULL,
  execution_id    uuid             NOT NULL,
  job_id          uuid             NOT NULL,
  scheduled_for   timestamptz      NOT NULL,
  in_turn         boolean          NOT NULL,
  node_name       text COLLATE "C" NOT NULL,
  node_id         uuid             NOT NULL,
  claim_id        uuid             NOT NULL,
  started_at      timestamptz,
  PRIMARY KEY (job_id, organization_id, scheduled_for)
) WITH (fillfactor = 70, vacuum_truncate = off);
-- Empty at one moment and full at the next: of a table that looks empty PostgreSQL may read all, for each job that a claim looks at. It
-- goes by the pages of the file, so that there shall always be some; and all indexes seem equally good to it, so that no condition
-- may fit two of them.
INSERT INTO cron_claimed_fires (organization_id, execution_id, job_id, scheduled_for, in_turn, node_name, node_id, claim_id)
  SELECT '', gen_random_uuid(), gen_random_uuid(), '2000-01-01', false, '', gen_random_uuid(), gen_random_uuid()
  FROM generate_series(1, 5000);
DELETE FROM cron_claimed_fires;
-- Not unique: none shall find out the ids of another organization.
CREATE INDEX idx_claimed_fire_exec ON cron_claimed_fires (execution_id);
CREATE INDEX idx_claimed_fire_node ON cron_claimed_fires (node_id) WITH (deduplicate_items = off);

-- Processes that are alive, or were not long ago.
CREATE TABLE cron_nodes (
  node_id       uuid             PRIMARY KEY,
  node_name     text COLLATE "C" NOT NULL UNIQUE,
  registered_at timestamptz      NOT NULL,
  last_beat     timestamptz      NOT NULL,
  -- How far the database's clock is ahead of the machine's.
  clock_offset_us bigint         NOT NULL,
  -- Whether it is to take nothing new.
  draining      boolean          NOT NULL
);

-- Outcomes by the UTC hour in which they were recorded; by the UTC day when they are old. Retention leaves these alone.
-- duration_counts[c + 1] is how many runs were of duration class c: below 1 ms, then four classes to each doubling.
CREATE TABLE cron_job_stats_hourly (
  organization_id  text COLLATE "C" NOT NULL,
  job_id           uuid             NOT NULL,
  hour_start       timestamptz      NOT NULL,
  completed        integer          NOT NULL,
  failed           integer          NOT NULL,
  timeout          integer          NOT NULL,
  skipped          integer          NOT NULL,
  cancelled        integer          NOT NULL,
  duration_counts  bigint[]         NOT NULL,
  duration_sum_us  bigint           NOT NULL,
  duration_max_us  bigint           NOT NULL,
  lateness_sum_us  bigint           NOT NULL,
  lateness_max_us  bigint           NOT NULL,
  started          integer          NOT NULL,
  tokens_used      bigint           NOT NULL,
  cost_cents       bigint           NOT NULL,
  PRIMARY KEY (job_id, hour_start, organization_id)
) WITH (fillfactor = 80);

-- The same for whole organizations. Each node adds to one of a few stripes of an hour, so that nodes seldom wait for each other.
CREATE TABLE cron_org_stats_hourly (
  organization_id  text COLLATE "C" NOT NULL,
  hour_start       timestamptz      NOT NULL,
  stripe           smallint         NOT NULL,
  completed        bigint           NOT NULL,
  failed           bigint           NOT NULL,
  timeout          bigint           NOT NULL,
  skipped          bigint           NOT NULL,
  cancelled        bigint           NOT NULL,
  duration_counts  bigint[]         NOT NULL,
  duration_sum_us  bigint           NOT NULL,
  duration_max_us  bigint           NOT NULL,
  lateness_sum_us  bigint           NOT NULL,
  lateness_max_us  bigint           NOT NULL,
  started          bigint           NOT NULL,
  tokens_used      bigint           NOT NULL,
  cost_cents       bigint           NOT NULL,
  PRIMARY KEY (organization_id, hour_start, stripe)
) WITH (fillfactor = 50);
-- What is not yet added up to days: no hour of a job is that is before the first of these.
CREATE INDEX idx_cron_org_stats_hour ON cron_org_stats_hourly (hour_start)
  WHERE extract(HOUR FROM hour_start AT TIME ZONE 'UTC') <> 0 OR stripe <> 0;
-- What is not yet added up to whole hours.
CREATE INDEX idx_cron_org_stats_stripe ON cron_org_stats_hourly (hour_start) WHERE stripe <> 0;

-- Events on their way between processes that are too long for a notification; deleted after some minutes.
CREATE TABLE cron_events (
  organization_id text COLLATE "C" NOT NULL,
  event_id        uuid             NOT NULL,
  event           text             NOT NULL,
  created_at      timestamptz      NOT NULL,
  PRIMARY KEY (organization_id, event_id)
);
CREATE INDEX idx_cron_events_time ON cron_events (created_at);

-- Which of these files have been applied, by whatever tool.
CREATE TABLE cron_schema_version (
  version integer PRIMARY KEY
);
INSERT INTO cron_schema_version (version) VALUES (1);
