package io.pepper.cron.crontab;

/** The kinds of lines in a crontab, by what becomes of them. */
public enum ImportedLineKind {
  COMMENT,
  ENVIRONMENT,
  JOB,
  /** A job that is defined already, with this schedule and command. */
  PRESENT,
  SKIPPED,
  ERROR
}
