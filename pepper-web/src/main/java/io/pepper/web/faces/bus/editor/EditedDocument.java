package io.pepper.web.faces.bus.editor;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The document of a queue as it is edited: without pauses, which belong to the buttons, since they
 * may be pressed while the document is written.
 */
final class EditedDocument {
  private EditedDocument() {}

  /**
   * Returns the document to edit.
   *
   * @param whole of the queue, as the person may see it
   */
  static JsonObject of(JsonObject whole) {
    JsonObjectBuilder topics = Json.createObjectBuilder();
    whole
        .getJsonObject("topics")
        .forEach((key, topic) ->
            topics.add(key, Json.createObjectBuilder(topic.asJsonObject()).remove("paused")));
    return Json.createObjectBuilder(whole).remove("warnings").add("topics", topics).build();
  }

  /** Returns the document with its secrets, by which changes are seen; empty for no queue. */
  static String text(Optional<QueueDefinition> queue) {
    return queue
        .map(QueueDocument::writeWithSecrets)
        .map(EditedDocument::of)
        .map(Object::toString)
        .orElse("");
  }

  /** Returns the names of the topics. */
  static Set<String> topics(Optional<QueueDefinition> queue) {
    return queue.stream()
        .flatMap(each -> each.topics().keySet().stream())
        .map(each -> each.value())
        .collect(Collectors.toSet());
  }
}
