package io.pepper.web.faces.bus.editor;

import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A queue document as a form. */
public final class QueueForm extends FormPart {
  private static final long serialVersionUID = 1L;

  private final ArrayList<TopicForm> topics = new ArrayList<>();

  /**
   * @param present the names of the topics that the queue has already
   */
  QueueForm(JsonObject document, Set<String> present) {
    super("", document, QueueField.QUEUE);
    if (document.get("topics") instanceof JsonObject all) {
      all.forEach((name, topic) ->
          topics.add(
              new TopicForm(
                  name,
                  topic instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT,
                  !present.contains(name))));
    }
  }

  public List<TopicForm> getTopics() {
    return topics;
  }

  void addTopic() {
    topics.add(new TopicForm("", JsonValue.EMPTY_JSON_OBJECT, true));
  }

  JsonObject document() {
    JsonObjectBuilder document = Json.createObjectBuilder();
    write(document, QueueField.QUEUE, Set.of());
    JsonObjectBuilder all = Json.createObjectBuilder();
    Set<String> names = new TreeSet<>();
    for (TopicForm topic : topics) {
      JsonObject one = topic.document();
      if (!names.add(topic.getName())) {
        throw new InvalidDefinitionException(
            topic.prefix() + "name", "there are two topics of this name");
      }
      all.add(topic.getName(), one);
    }
    return document.add("topics", all).build();
  }

  @Override
  void clearProblems() {
    super.clearProblems();
    topics.forEach(FormPart::clearProblems);
  }

  @Override
  boolean note(InvalidDefinitionException problem) {
    return super.note(problem) || topics.stream().anyMatch(topic -> topic.note(problem));
  }
}
