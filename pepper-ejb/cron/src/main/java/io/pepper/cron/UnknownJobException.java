package io.pepper.cron;

import io.pepper.cron.definition.JobName;

/** Nobody defined this cron job. */
public final class UnknownJobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownJobException(JobName name) {
    super("there is no cron job '" + name + "'");
  }
}
