package io.pepper.cron.alarm;

import io.pepper.cron.alarm.channel.Notification;
import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.document.EnumText;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The writer of notifications. Safe for any number of threads. */
final class Notifications {
  /** The most bytes of a run's output in a notification. */
  static final int MAX_OUTPUT_BYTES = 4096;

  /** Looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private Notifications() {}

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Returns a notification about a run. */
  static Notification of(String id, Event event, Run run, Instant now) {
    JsonObjectBuilder json = begin(id, event, run.job().value());
    json.add("run", run.id().value()).add("nominal", run.nominal().toString());
    json.add("node", run.node()).add("state", run.state().text());
    run.exitCode().ifPresent(code -> json.add("exitCode", code));
    return new Notification(
        json.add("output", end(run.output()))
            .add("at", now.toString())
            .add("text", text(event, run))
            .build());
  }

  /**
   * Returns a notification about an occurrence that no node started.
   *
   * @param node the node that noticed it
   */
  static Notification notStarted(String id, CronJob job, Instant due, String node, Instant now) {
    String text =
        "job %s, due at %s, was not started: no node tagged '%s' took it within a minute"
            .formatted(job.name(), due, job.tag());
    return new Notification(
        begin(id, Event.NOT_STARTED, job.name().value())
            .add("due", due.toString())
            .add("node", node)
            .add("at", now.toString())
            .add("text", text)
            .build());
  }

  private static JsonObjectBuilder begin(String id, Event event, String job) {
    return JSON.createObjectBuilder()
        .add("event", EnumText.text(event))
        .add("id", id)
        .add("job", job);
  }

  private static String text(Event event, Run run) {
    return "job " + run.job() + " " + phrase(event, run);
  }

  private static String phrase(Event event, Run run) {
    return switch (event) {
      case FAILED -> run.state() == RunState.LOST ? lost(run) : failed(run);
      case LATE -> "started late on node " + run.node() + ": " + seconds(run.lateness());
      case SKIPPED -> "was skipped: " + run.output().lines().findFirst().orElse("");
      case NOT_STARTED -> "was not started";
      case RECOVERED -> "recovered: it succeeded on node " + run.node();
    };
  }

  private static String lost(Run run) {
    return "was lost: node " + run.node() + " ended or lost touch while it ran";
  }

  private static String failed(Run run) {
    String how =
        run.exitCode().isPresent() ? ": exit code " + run.exitCode().getAsInt() : lastLine(run);
    String attempts = run.id().attempt() > 1 ? " after " + run.id().attempt() + " attempts" : "";
    return "failed on node " + run.node() + attempts + how;
  }

  /** Returns the last line of the output, where a run without an exit code says what went wrong. */
  private static String lastLine(Run run) {
    String last = run.output().lines().reduce("", (before, line) -> line).strip();
    return last.isEmpty() ? "" : ": " + last.substring(0, Math.min(200, last.length()));
  }

  private static String seconds(Duration lateness) {
    return lateness.toSeconds() + " s after it was due";
  }

  /** Returns as much of the end as fits, where errors usually stand. */
  static String end(String text) {
    int from = text.length();
    int bytes = 0;
    while (from > 0) {
      int point = text.codePointBefore(from);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > MAX_OUTPUT_BYTES) {
        break;
      }
      from -= Character.charCount(point);
    }
    return text.substring(from);
  }
}
