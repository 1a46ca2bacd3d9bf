package io.pepper.bus.definition;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * The queue document of contract 4 as JSON. Reading is strict: an unknown field, a wrong type or a
 * value out of range is refused by an {@link InvalidDefinitionException} that names the field.
 */
public final class QueueDocument {
  private QueueDocument() {}

  /**
   * @param present what is defined now: passwords and pauses that the document leaves out stay as
   *     they are
   */
  public static QueueDefinition read(
      QueueName name, JsonObject document, Optional<QueueDefinition> present) {
    return new DocumentReader(present, false).queue(name, document);
  }

  /** Reads what {@link #writeStored} wrote. */
  public static QueueDefinition readStored(QueueName name, JsonObject document) {
    return new DocumentReader(Optional.empty(), true).queue(name, document);
  }

  /** Without secrets: what everybody may read. */
  public static JsonObject write(QueueDefinition queue) {
    return DocumentWriter.PUBLIC.queue(queue).build();
  }

  /** Without secrets: what everybody may read. */
  public static JsonObject write(TopicDefinition topic) {
    return DocumentWriter.PUBLIC.topic(topic).build();
  }

  /** With hashed secrets: how definitions are kept. */
  public static JsonObject writeStored(QueueDefinition queue) {
    return DocumentWriter.STORED.queue(queue).build();
  }
}
