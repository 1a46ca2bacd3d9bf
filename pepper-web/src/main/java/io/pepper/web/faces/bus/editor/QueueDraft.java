package io.pepper.web.faces.bus.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.cron.PrettyJson;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.Set;

/** A queue that is being written: in a form, or as the document that it is. */
final class QueueDraft implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The field that a problem names when jobs would get out of reach. */
  static final String LOSS = "loss";

  private QueueForm form;
  private boolean isJson;
  private String json = "";
  private String problem = "";
  private boolean isLossRefused;

  /**
   * @param present the names of the topics that the queue has already
   */
  QueueDraft(JsonObject document, Set<String> present) {
    form = new QueueForm(document, present);
    if (form.getTopics().isEmpty()) {
      form.addTopic();
    }
  }

  QueueForm form() {
    return form;
  }

  boolean isJson() {
    return isJson;
  }

  String json() {
    return json;
  }

  void setJson(String text) {
    json = text;
  }

  /** Returns the problem of no field of the form; empty for none. */
  String problem() {
    return problem;
  }

  boolean isLossRefused() {
    return isLossRefused;
  }

  /**
   * @throws InvalidDefinitionException if it is no document yet
   */
  JsonObject document() {
    return isJson ? PrettyJson.read(json) : form.document();
  }

  void showJson() {
    attempt(() -> {
      json = PrettyJson.of(form.document());
      isJson = true;
    });
  }

  void showForm(Set<String> present) {
    attempt(() -> {
      form = new QueueForm(PrettyJson.read(json), present);
      isJson = false;
    });
  }

  /** Takes a step; the problem that it ends with is shown at its field, if there is one. */
  void attempt(Runnable step) {
    clearProblems();
    try {
      step.run();
    } catch (InvalidDefinitionException e) {
      note(e);
    }
  }

  void clearProblems() {
    form.clearProblems();
    problem = "";
    isLossRefused = false;
  }

  /** Shows a problem at its field, if there is one. */
  void note(InvalidDefinitionException e) {
    isLossRefused = e.field().equals(LOSS);
    if (e.field().equals("name")) {
      form.getProblems().put("name", e.problem());
    } else if (isLossRefused) {
      problem = PlainText.of(e.problem());
    } else if (isJson || !form.note(e)) {
      problem = PlainText.of(e.getMessage());
    }
  }
}
