package io.pepper.cron.crontab;

import io.pepper.cron.crontab.ImportedLine.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * A crontab as it was read.
 *
 * @param form in which it was read
 * @param notes about the whole, for people
 */
public record CrontabReading(CrontabForm form, List<ImportedLine> lines, List<String> notes) {
  public CrontabReading {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  public List<ImportedLine> jobs() {
    return of(Kind.JOB).toList();
  }

  public List<ImportedLine> errors() {
    return of(Kind.ERROR).toList();
  }

  private Stream<ImportedLine> of(Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind);
  }
}
