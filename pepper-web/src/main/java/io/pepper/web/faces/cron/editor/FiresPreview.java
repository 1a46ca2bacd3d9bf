package io.pepper.web.faces.cron.editor;

import io.pepper.cron.NextFires;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.cron.JobRow;
import io.pepper.web.read.CronReads;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The next times of a job that is being written, or why it has none. */
public final class FiresPreview {
  static final JobName UNNAMED = new JobName("_unnamed");
  private static final int FIRES = 10;

  private final String reading;
  private final String problem;
  private final String zone;
  private final List<Moment> fires;

  private FiresPreview(String reading, String problem, String zone, List<Moment> fires) {
    this.reading = reading;
    this.problem = PlainText.of(problem);
    this.zone = zone;
    this.fires = fires;
  }

  static FiresPreview of(CronReads jobs, String name, Supplier<JsonObject> document, Instant now) {
    try {
      JsonObject times = document.get();
      if (times.getString("schedule", "").isEmpty() && !times.containsKey("after")) {
        return new FiresPreview(
            "Write a schedule, and its next times show here.", "", "", List.of());
      }
      CronJob job = jobs.read(name(name), times);
      NextFires nextFires = NextFires.of(job, now, FIRES);
      return new FiresPreview(
          nextFires.reading(),
          "",
          nextFires.next().isEmpty() ? "" : JobRow.zone(job).getId(),
          nextFires.next().stream().map(fire -> new Moment(fire, now, JobRow.zone(job))).toList());
    } catch (InvalidDefinitionException | PermissionDeniedException e) {
      return new FiresPreview("", e.getMessage(), "", List.of());
    }
  }

  /**
   * Returns the job's name, or a placeholder for one that is wrong, which its own field reports.
   */
  private static JobName name(String text) {
    try {
      return new JobName(text);
    } catch (IllegalArgumentException e) {
      return UNNAMED;
    }
  }

  public String getReading() {
    return reading;
  }

  public String getProblem() {
    return problem;
  }

  /** Returns the zone of the times; empty if there are none. */
  public String getZone() {
    return zone;
  }

  public List<Moment> getFires() {
    return fires;
  }
}
