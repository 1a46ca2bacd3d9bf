package io.pepper.web.faces.cron.editor;

import java.util.List;
import java.util.Optional;

/**
 * A field of the form.
 *
 * @param path in the document, such as {@code run.url}
 * @param defaultText what the form shows when the document says nothing
 */
record FormField(String path, FieldKind kind, String defaultText) {
  static final String TYPE = "run.type";

  /** Fields of what is run, by the type they are for. */
  static final List<FormField> TARGETS =
      List.of(
          new FormField("run.command", FieldKind.COMMAND, ""),
          new FormField("run.environment", FieldKind.ENTRIES, ""),
          new FormField("run.directory", FieldKind.TEXT, ""),
          new FormField("run.user", FieldKind.TEXT, ""),
          new FormField("run.method", FieldKind.TEXT, "POST"),
          new FormField("run.url", FieldKind.TEXT, ""),
          new FormField("run.headers", FieldKind.HEADERS, ""),
          new FormField("run.contentType", FieldKind.TEXT, "application/json"),
          new FormField("run.body", FieldKind.TEXT, ""),
          new FormField("run.queue", FieldKind.TEXT, ""),
          new FormField("run.payload", FieldKind.TEXT, ""),
          new FormField("run.address", FieldKind.TEXT, ""),
          new FormField("run.script", FieldKind.TEXT, ""),
          new FormField("run.fields", FieldKind.ENTRIES, ""));

  static final List<FormField> TIMES =
      List.of(
          new FormField("schedule", FieldKind.TEXT, ""),
          new FormField("dialect", FieldKind.TEXT, "auto"),
          new FormField("zone", FieldKind.TEXT, "UTC"),
          new FormField("after.jobs", FieldKind.LIST, ""),
          new FormField("after.on", FieldKind.TEXT, "success"));

  static final List<FormField> RULES =
      List.of(
          new FormField("tag", FieldKind.TEXT, "default"),
          new FormField("replicas", FieldKind.NUMBER, "1"),
          new FormField("overlap", FieldKind.TEXT, "skip"),
          new FormField("misfire", FieldKind.TEXT, "skip"),
          new FormField("timeout", FieldKind.DURATION, "1h"),
          new FormField("retry.attempts", FieldKind.NUMBER, "1"),
          new FormField("retry.backoff", FieldKind.TEXT, "exponential"),
          new FormField("retry.initial", FieldKind.DURATION, "1s"),
          new FormField("retry.max", FieldKind.DURATION, "10m"),
          new FormField("alarms.webhook", FieldKind.TEXT, ""),
          new FormField("alarms.mail", FieldKind.LIST, ""),
          new FormField("alarms.queue", FieldKind.TEXT, ""),
          new FormField("alarms.late", FieldKind.DURATION, "30s"),
          new FormField("remark", FieldKind.TEXT, ""));

  /** Returns the paths of the fields that go with a type. */
  static List<String> of(String type) {
    return switch (type) {
      case "http" -> List.of("run.method", "run.url", "run.headers", "run.contentType", "run.body");
      case "job" -> List.of("run.queue", "run.payload");
      case "fastcgi" -> List.of("run.address", "run.script", "run.fields");
      default -> List.of("run.command", "run.environment", "run.directory", "run.user");
    };
  }

  /** Returns the object that holds the field; empty if it is the document itself. */
  Optional<String> parent() {
    int dot = path.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(path.substring(0, dot));
  }

  String name() {
    return path.substring(path.indexOf('.') + 1);
  }
}
