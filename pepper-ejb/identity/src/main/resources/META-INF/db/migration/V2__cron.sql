-- Times are milliseconds since 1970, UTC. A run that is not over has no end.

CREATE TABLE pepper_cron_run (
  id          VARCHAR(60)  NOT NULL PRIMARY KEY,
  job         VARCHAR(100) NOT NULL,
  slot        VARCHAR(100) NOT NULL,
  nominal_ms  BIGINT       NOT NULL,
  started_ms  BIGINT,
  ended_ms    BIGINT,
  lateness_ms BIGINT       NOT NULL,
  node        VARCHAR(100) NOT NULL,
  member      VARCHAR(200) NOT NULL,
  state       VARCHAR(20)  NOT NULL,
  exit_code   INT,
  output      ${long-text} NOT NULL
) ${table-options};

-- A job's runs, newest first, for which H2 needs the index to go down; and its oldest, to be deleted.
CREATE INDEX pepper_cron_run_of_job ON pepper_cron_run (job DESC, nominal_ms DESC, id DESC);

-- What runs, by member (no end); and what ended long ago, to be deleted.
CREATE INDEX pepper_cron_run_ended ON pepper_cron_run (ended_ms, member);

-- By the day of the end: days since 1970, UTC.
CREATE TABLE pepper_cron_count (
  job       VARCHAR(100) NOT NULL,
  utc_day   INT          NOT NULL,
  succeeded BIGINT       NOT NULL,
  failed    BIGINT       NOT NULL,
  killed    BIGINT       NOT NULL,
  lost      BIGINT       NOT NULL,
  skipped   BIGINT       NOT NULL,
  PRIMARY KEY (job, utc_day)
) ${table-options};

CREATE INDEX pepper_cron_count_day ON pepper_cron_count (utc_day);

-- "kept" is how many rows pepper_cron_run has of the job: who has too many is found without counting.
CREATE TABLE pepper_cron_total (
  job       VARCHAR(100) NOT NULL PRIMARY KEY,
  kept      BIGINT       NOT NULL,
  succeeded BIGINT       NOT NULL,
  failed    BIGINT       NOT NULL,
  killed    BIGINT       NOT NULL,
  lost      BIGINT       NOT NULL,
  skipped   BIGINT       NOT NULL
) ${table-options};

CREATE INDEX pepper_cron_total_kept ON pepper_cron_total (kept);
