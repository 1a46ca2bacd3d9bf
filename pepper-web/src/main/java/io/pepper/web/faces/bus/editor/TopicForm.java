package io.pepper.web.faces.bus.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.cron.editor.FieldKind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;

/** One topic in the form. */
public final class TopicForm extends FormPart {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "name";
  private static final String MAX = "max";
  private static final JsonValue EMPTY = Json.createValue("");

  private final boolean isNew;

  /**
   * @param isNew whether the queue has no such topic yet, so that it can be named
   */
  TopicForm(String name, JsonObject document, boolean isNew) {
    super("", document, QueueField.TOPIC);
    this.isNew = isNew;
    getValues().put(NAME, name);
    getValues().put(QueueField.TYPE, type(document));
    getValues().put(QueueField.BATCH_FILL, DeliveryOptions.FIXED);
    if (document.get(QueueField.BATCH) instanceof JsonObject batch) {
      getValues().put(QueueField.BATCH_FILL, DeliveryOptions.ADAPTIVE);
      getValues().put(QueueField.BATCH, FieldKind.NUMBER.text(batch.getOrDefault(MAX, EMPTY)));
    }
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
    JsonObjectBuilder complete = Json.createObjectBuilder(whole).add("delivery", delivery);
    if (value(QueueField.BATCH_FILL).equals(DeliveryOptions.ADAPTIVE)) {
      complete.add(QueueField.BATCH, adaptiveBatch(whole));
    }
    return complete.build();
  }

  private JsonObject adaptiveBatch(JsonObject document) {
    JsonValue max = document.get(QueueField.BATCH);
    if (max == null) {
      throw new InvalidDefinitionException(
          prefix() + QueueField.BATCH, "is needed, such as 32: the most jobs of one delivery");
    }
    return Json.createObjectBuilder().add(MAX, max).build();
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
