package io.pepper.web.faces.bus.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Set;

/** One topic in the form. */
public final class TopicForm extends FormPart {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "name";

  private final boolean isNew;

  /**
   * @param isNew whether the queue has no such topic yet, so that it can be named
   */
  TopicForm(String name, JsonObject document, boolean isNew) {
    super("", document, QueueField.TOPIC);
    this.isNew = isNew;
    getValues().put(NAME, name);
    getValues().put(QueueField.TYPE, type(document));
  }

  private static String type(JsonObject document) {
    return document.get("delivery") instanceof JsonObject delivery
            && delivery.get("type") instanceof JsonString type
        ? type.getString()
        : "fastcgi";
  }

  public boolean isFresh() {
    return isNew;
  }

  /** Returns whether a field that is folded away must be seen: it is wrong, or not as usual. */
  public boolean isOpened() {
    return QueueField.TOPIC.stream()
        .filter(QueueField::isFolded)
        .anyMatch(field ->
            getProblems().containsKey(field.path())
                || !value(field.path()).equals(field.defaultText()));
  }

  public String getName() {
    return value(NAME).strip();
  }

  public String getType() {
    return value(QueueField.TYPE);
  }

  @Override
  String prefix() {
    return "topics." + getName() + ".";
  }

  JsonObject document() {
    if (getName().isEmpty()) {
      throw new InvalidDefinitionException(prefix() + NAME, "is needed");
    }
    List<QueueField> fields =
        QueueField.TOPIC.stream().filter(field -> field.goesWith(getType())).toList();
    JsonObjectBuilder document = Json.createObjectBuilder();
    write(document, fields, Set.of("delivery", "retry"));
    JsonObject whole = document.build();
    JsonObjectBuilder delivery =
        Json.createObjectBuilder(whole.getJsonObject("delivery")).add("type", getType());
    return Json.createObjectBuilder(whole).add("delivery", delivery).build();
  }

  @Override
  boolean note(InvalidDefinitionException problem) {
    if (super.note(problem)) {
      return true;
    }
    String own = "topics." + getName();
    if (problem.field().equals(own) || problem.field().startsWith(own + ".")) {
      String rest = problem.field().substring(Math.min(own.length() + 1, problem.field().length()));
      getProblems()
          .put(NAME, PlainText.of((rest.isEmpty() ? "" : rest + ": ") + problem.problem()));
      return true;
    }
    return false;
  }
}
