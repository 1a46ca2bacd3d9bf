package io.pepper.cron.definition.document;

import io.pepper.definition.InvalidDefinitionException;

/** A job that could have run once, but would never run if it began now. */
public final class ScheduleOverException extends InvalidDefinitionException {
  private static final long serialVersionUID = 1L;

  ScheduleOverException(String field, String problem) {
    super(field, problem);
  }
}
