package io.pepper.cron;

import io.pepper.cron.definition.JobName;

/** A name of a cron job that is not defined. */
public final class UnknownJobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownJobException(JobName name) {
    super("there is no cron job '" + name + "'");
  }
}
