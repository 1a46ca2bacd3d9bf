package io.pepper.web.faces.bus.editor;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.QueueName;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.change.QueueChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.read.QueueReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The page on which a queue with its topics is defined, changed or copied. */
@Named("queueEditor")
@ViewScoped
public class QueueEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient QueueReads queues;
  @Inject private transient QueueChanges changes;
  @Inject private transient QueueContents contents;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;

  private String name = "";
  private String model = "";
  private boolean isNew = true;

  /** The definition as it was when it was last read here, without pauses; empty if none was. */
  private String lastRead = "";

  private String refusal = "";
  private QueueDraft draft = new QueueDraft(JsonValue.EMPTY_JSON_OBJECT, Set.of());
  private boolean isLossAccepted;

  /** Reads what there is, when the page is opened. */
  public void open() {
    Optional<QueueDefinition> present;
    try {
      caller.require(Permission.DEFINE_QUEUES);
      present = named(name).flatMap(queues::findToChange);
    } catch (PermissionDeniedException e) {
      refusal = e.getMessage();
      return;
    }
    isNew = present.isEmpty();
    lastRead = EditedDocument.text(present);
    draft =
        new QueueDraft(
            present
                .or(() -> find(model))
                .map(queues::document)
                .map(EditedDocument::of)
                .orElse(JsonValue.EMPTY_JSON_OBJECT),
            EditedDocument.topics(present));
  }

  private static Optional<QueueName> named(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(new QueueName(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Finds a queue with what the person sees of it; empty if that is nothing. */
  private Optional<QueueDefinition> find(String text) {
    try {
      return named(text).flatMap(queues::find);
    } catch (PermissionDeniedException e) {
      return Optional.empty();
    }
  }

  public void addTopic() {
    draft.form().addTopic();
  }

  /**
   * Takes a topic out of the form.
   *
   * @param topic one of those that the form shows
   */
  public void removeTopic(TopicForm topic) {
    draft.form().getTopics().remove(topic);
  }

  public void showJson() {
    draft.showJson();
  }

  public void showForm() {
    draft.showForm(EditedDocument.topics(find(name)));
  }

  public void save() {
    draft.clearProblems();
    boolean saved =
        messages.attempt(
            name.isEmpty() ? "Not saved" : name,
            () -> {
              try {
                define();
                return isNew ? "Defined." : "Saved.";
              } catch (InvalidDefinitionException e) {
                draft.note(e);
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/?q=" + name);
    }
  }

  private void define() {
    QueueName queue = checkedName();
    JsonObject document = draft.document();
    refuseLoss(document);
    try {
      changes.define(queue, document, present -> EditedDocument.text(present).equals(lastRead));
    } catch (InvalidDefinitionException e) {
      refuseOverwriting();
      throw e;
    }
  }

  /** Says once that somebody else was faster; saving again overwrites that. */
  private void refuseOverwriting() {
    String present = EditedDocument.text(find(name));
    if (!present.equals(lastRead)) {
      lastRead = present;
      throw new InvalidDefinitionException(
          "",
          "somebody else has changed, defined or deleted this queue meanwhile;"
              + " save again to overwrite that");
    }
  }

  /** Asks before topics go whose jobs would be out of reach from then on. */
  private void refuseLoss(JsonObject document) {
    Set<String> kept =
        document.get("topics") instanceof JsonObject topics ? topics.keySet() : Set.of();
    String lost = contents.of(find(name), topic -> !kept.contains(topic));
    if (!lost.isEmpty() && !isLossAccepted) {
      throw new InvalidDefinitionException(
          QueueDraft.LOSS,
          "topics are removed that still hold " + lost + "; tick below to remove them");
    }
  }

  private QueueName checkedName() {
    if (isNew && find(name).isPresent()) {
      throw new InvalidDefinitionException("name", "there is a queue of this name; edit that one");
    }
    try {
      return new QueueName(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("name", name.isEmpty() ? "is needed" : e.getMessage());
    }
  }

  public QueueForm getForm() {
    return draft.form();
  }

  /** Returns why the person may not change this queue; empty if it may. */
  public String getRefusal() {
    return refusal;
  }

  /** Returns the ways of delivery that the person may choose for a topic. */
  public Map<String, String> types(TopicForm topic) {
    return DeliveryOptions.types(
        caller.may(Permission.DEFINE_COMMANDS) || topic.getType().equals(DeliveryOptions.COMMAND));
  }

  public Map<String, String> getFills() {
    return DeliveryOptions.fills();
  }

  public Map<String, String> getBackoffs() {
    return DeliveryOptions.BACKOFFS;
  }

  /** Returns what the queue holds, as a question before it is deleted; empty for nothing. */
  public String getContents() {
    return contents.of(find(name), topic -> true);
  }

  public String getProblem() {
    return draft.problem();
  }

  /** Returns whether jobs would get out of reach, so that it must be ticked. */
  public boolean isLossThreatening() {
    return isLossAccepted || draft.isLossRefused();
  }

  public boolean isLossAccepted() {
    return isLossAccepted;
  }

  public void setLossAccepted(boolean lossAccepted) {
    isLossAccepted = lossAccepted;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? "" : name.strip();
  }

  public String getModel() {
    return model;
  }

  public void setModel(String model) {
    this.model = model == null ? "" : model.strip();
  }

  public boolean isFresh() {
    return isNew;
  }

  public boolean isJsonShown() {
    return draft.isJson();
  }

  public String getJson() {
    return draft.json();
  }

  public void setJson(String json) {
    draft.setJson(json == null ? "" : json);
  }
}
