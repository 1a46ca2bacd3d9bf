package io.pepper.bus.definition;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queue document as JSON (docs/protocol.md, The queue document). Reading is strict: an unknown
 * field, a wrong type or a value out of range is refused by an {@link InvalidDefinitionException}
 * that names the field.
 */
public final class QueueDocument {
  /** The field of warnings in answers, ignored in a document that is sent back. */
  static final String WARNINGS = "warnings";

  /** The JSON factory, looked up once: the lookup searches the class path. */
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private QueueDocument() {}

  /**
   * Reads a document.
   *
   * @param present the present definition: passwords and pauses that the document leaves out stay,
   *     and so do values of headers for which it has {@code ***}
   * @throws InvalidDefinitionException naming the wrong field
   */
  public static QueueDefinition read(
      QueueName name, JsonObject document, Optional<QueueDefinition> present) {
    return new QueueDocumentReader(present, false).queue(name, document);
  }

  /**
   * Reads what {@link #writeStored} wrote.
   *
   * @param stored JSON in UTF-8
   * @throws jakarta.json.JsonException if it is not JSON
   */
  public static QueueDefinition readStored(QueueName name, byte[] stored) {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(stored))) {
      return new QueueDocumentReader(Optional.empty(), true).queue(name, reader.readObject());
    }
  }

  /** Writes the document without secrets, for all readers. */
  public static JsonObject write(QueueDefinition queue) {
    return warned(QueueDocumentWriter.PUBLIC.queue(queue), warnings(queue)).build();
  }

  /** Writes the document with the values of headers: for admins only. */
  public static JsonObject writeWithSecrets(QueueDefinition queue) {
    return warned(QueueDocumentWriter.ADMIN.queue(queue), warnings(queue)).build();
  }

  /** Writes the document without secrets, for all readers. */
  public static JsonObject write(TopicDefinition topic) {
    return warned(QueueDocumentWriter.PUBLIC.topic(topic), warnings(topic)).build();
  }

  /** Writes the document with the values of headers: for admins only. */
  public static JsonObject writeWithSecrets(TopicDefinition topic) {
    return warned(QueueDocumentWriter.ADMIN.topic(topic), warnings(topic)).build();
  }

  /** Returns warnings of accepted topics that do not work as one might expect. */
  private static List<String> warnings(QueueDefinition queue) {
    return queue.topics().values().stream()
        .flatMap(topic ->
            warnings(topic).stream().map(warning -> "topics." + topic.name() + ": " + warning))
        .toList();
  }

  private static List<String> warnings(TopicDefinition topic) {
    return topic.delivery() instanceof DeliveryMethod.Pull
        ? List.of(DeliveryMethod.Pull.NOT_YET)
        : List.of();
  }

  private static JsonObjectBuilder warned(JsonObjectBuilder json, List<String> warnings) {
    if (!warnings.isEmpty()) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      warnings.forEach(array::add);
      json.add(WARNINGS, array);
    }
    return json;
  }

  /** Writes the stored form of the document, with hashed secrets. */
  public static JsonObject writeStored(QueueDefinition queue) {
    return QueueDocumentWriter.STORED.queue(queue).build();
  }
}
