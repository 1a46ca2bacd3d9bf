package io.pepper.web.faces.bus.editor;

import io.pepper.bus.definition.BatchSize;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.definition.RetryPolicy;
import io.pepper.web.faces.DurationText;
import io.pepper.web.faces.cron.editor.FieldKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A field of the form.
 *
 * @param path in the document of the queue, or of the topic, such as {@code delivery.url}
 * @param defaultText what the form shows when the document says nothing
 */
record QueueField(String path, FieldKind kind, String defaultText) {
  static final String TYPE = "delivery.type";
  static final String BATCH = "batch";

  /** The field of the form that says whether batches are adaptive; in a document it is no field. */
  static final String BATCH_FILL = "batch.fill";

  static final String PASSWORD = "password";

  static final List<QueueField> QUEUE =
      List.of(
          new QueueField(PASSWORD, FieldKind.TEXT, ""),
          number("maxPayloadBytes", QueueDefinition.DEFAULT_MAX_PAYLOAD_BYTES),
          number("maxLength", 0));

  static final List<QueueField> TOPIC =
      List.of(
          new QueueField("delivery.address", FieldKind.TEXT, ""),
          new QueueField("delivery.script", FieldKind.TEXT, ""),
          new QueueField("delivery.url", FieldKind.TEXT, ""),
          new QueueField("delivery.headers", FieldKind.HEADERS, ""),
          new QueueField("delivery.command", FieldKind.COMMAND, ""),
          number("workers", TopicDefinition.DEFAULT_WORKERS),
          duration("timeout", TopicDefinition.DEFAULT_TIMEOUT),
          number(BATCH, BatchSize.SINGLE.max()),
          new QueueField("maxFormBytes", FieldKind.NUMBER, ""),
          number("retry.attempts", RetryPolicy.DEFAULT.attempts()),
          new QueueField(
              "retry.backoff",
              FieldKind.TEXT,
              RetryPolicy.DEFAULT.backoff().name().toLowerCase(Locale.ROOT)),
          duration("retry.initial", RetryPolicy.DEFAULT.initial()),
          duration("retry.max", RetryPolicy.DEFAULT.max()),
          new QueueField("tag", FieldKind.TEXT, TopicDefinition.DEFAULT_TAG),
          new QueueField(PASSWORD, FieldKind.TEXT, ""));

  /** Returns whether the field goes with a way of delivery; those of no way in particular do. */
  boolean goesWith(String type) {
    return switch (name()) {
      case "address", "script" -> type.equals("fastcgi");
      case "url", "headers" -> type.equals("http");
      case "command" -> type.equals("command");
      default -> true;
    };
  }

  /** Returns whether the form of a topic folds the field away, since few topics need it. */
  boolean isFolded() {
    return parent().equals("retry")
        || path.equals("tag")
        || path.equals("maxFormBytes")
        || path.equals(PASSWORD);
  }

  /** Returns the object that holds the field; empty if it is the document itself. */
  String parent() {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  String name() {
    return path.substring(path.indexOf('.') + 1);
  }

  private static QueueField number(String path, long otherwise) {
    return new QueueField(path, FieldKind.NUMBER, Long.toString(otherwise));
  }

  private static QueueField duration(String path, Duration otherwise) {
    return new QueueField(path, FieldKind.DURATION, DurationText.of(otherwise));
  }
}
