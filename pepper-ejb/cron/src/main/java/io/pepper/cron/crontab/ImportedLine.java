package io.pepper.cron.crontab;

import io.pepper.cron.definition.CronJob;
import java.util.List;
import java.util.Optional;

/**
 * A line of a crontab, with the job that it becomes.
 *
 * @param number from 1
 * @param text as it is written
 * @param name of the job it would be; empty if it is none
 * @param job ready to be defined, if nothing speaks against it
 * @param notes what else becomes of it, for people
 * @param problem why it cannot be used; empty if it can
 */
public record ImportedLine(
    int number,
    String text,
    ImportedLineKind kind,
    String name,
    Optional<CronJob> job,
    List<String> notes,
    String problem) {
  public ImportedLine {
    notes = List.copyOf(notes);
  }
}
