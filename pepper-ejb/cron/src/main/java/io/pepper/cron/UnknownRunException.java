package io.pepper.cron;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;

/** The job has no such run, or its history does not go back so far. */
public final class UnknownRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownRunException(JobName job, RunId id) {
    super("cron job '" + job + "' has no run " + id + ", or has it no more");
  }
}
