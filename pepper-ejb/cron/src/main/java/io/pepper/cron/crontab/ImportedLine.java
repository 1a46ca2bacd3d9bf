package io.pepper.cron.crontab;

import io.pepper.cron.definition.CronJob;
import java.util.List;
import java.util.Optional;

/**
 * What a line of a crontab comes to.
 *
 * @param number from 1
 * @param text as it is written
 * @param name of the job it would be; empty if it is none
 * @param job ready to be defined, if nothing speaks against it
 * @param notes what becomes of it beside, for people
 * @param problem why it cannot be used; empty if it can
 */
public record ImportedLine(
    int number,
    String text,
    Kind kind,
    String name,
    Optional<CronJob> job,
    List<String> notes,
    String problem) {
  /** What there is in a crontab. */
  public enum Kind {
    COMMENT,
    ENVIRONMENT,
    JOB,
    /** A job that is defined already, with this schedule and command. */
    PRESENT,
    SKIPPED,
    ERROR
  }

  public ImportedLine {
    notes = List.copyOf(notes);
  }
}
