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
    ImportedLineKind kind,
    String name,
    Optional<CronJob> job,
    List<String> notes,
    String problem) {
  public ImportedLine {
    notes = List.copyOf(notes);
  }
}
