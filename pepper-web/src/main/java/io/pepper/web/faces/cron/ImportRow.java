package io.pepper.web.faces.cron;

import io.pepper.cron.NextFires;
import io.pepper.cron.crontab.ImportedLine;
import io.pepper.cron.crontab.ImportedLineKind;
import io.pepper.cron.definition.CronJob;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A line of a crontab as the page shows it; its job can be given another name, or left out. */
public final class ImportRow implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRES = 3;

  private final int number;
  private final String text;
  private final ImportedLineKind kind;
  private final String reading;
  private final String fires;
  private final String explanation;
  private final String proposed;
  private final boolean given;
  private String name;
  private boolean included;

  private ImportRow(ImportedLine line, boolean given, Instant now) {
    this.given = given;
    Optional<CronJob> job = line.job();
    number = line.number();
    text = PlainText.of(line.text());
    kind = line.kind();
    name = line.name();
    proposed = line.name();
    included = line.kind() != ImportedLineKind.SKIPPED;
    reading = job.map(each -> NextFires.of(each, now, 0).reading()).orElse("");
    fires = job.map(each -> fires(each, now)).orElse("");
    explanation =
        PlainText.of(line.problem().isEmpty() ? String.join("; ", line.notes()) : line.problem());
  }

  /**
   * @param given whether its name was chosen by a person
   */
  static ImportRow of(ImportedLine line, boolean given, Instant now) {
    return new ImportRow(line, given, now);
  }

  private static String fires(CronJob job, Instant now) {
    List<String> next =
        NextFires.of(job, now, FIRES).next().stream()
            .map(fire -> new Moment(fire, now, JobRow.zone(job)).getShort())
            .toList();
    return String.join(", ", next);
  }

  public int getNumber() {
    return number;
  }

  public String getText() {
    return text;
  }

  /** Returns the class for the style sheet. */
  public String getStyle() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  public String getReading() {
    return reading;
  }

  /** Returns the next times, in the zone of the job. */
  public String getFires() {
    return fires;
  }

  /** Returns what becomes of the line, or why it cannot be used. */
  public String getExplanation() {
    return explanation;
  }

  /** Returns whether the line is to be created, or would be if it were not left out or wrong. */
  public boolean isChoice() {
    return kind == ImportedLineKind.JOB
        || kind == ImportedLineKind.SKIPPED
        || kind == ImportedLineKind.ERROR;
  }

  /** Returns whether the job's name can be changed. */
  public boolean isNamed() {
    return !proposed.isEmpty() && kind != ImportedLineKind.PRESENT;
  }

  public boolean isWrong() {
    return kind == ImportedLineKind.ERROR;
  }

  boolean isRenamed() {
    return isNamed() && (given || !name.equals(proposed));
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? "" : name.strip();
  }

  public boolean isIncluded() {
    return included;
  }

  public void setIncluded(boolean included) {
    this.included = included;
  }
}
