package io.pepper.cron.crontab;

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
    return of(ImportedLineKind.JOB).toList();
  }

  public List<ImportedLine> errors() {
    return of(ImportedLineKind.ERROR).toList();
  }

  private Stream<ImportedLine> of(ImportedLineKind kind) {
    return lines.stream().filter(line -> line.kind() == kind);
  }
}
