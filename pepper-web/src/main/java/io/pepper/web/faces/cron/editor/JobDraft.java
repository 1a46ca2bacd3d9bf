package io.pepper.web.faces.cron.editor;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.web.faces.cron.PrettyJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.Map;

/** A job that is being written: in a form, or as the document that it is. */
final class JobDraft implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FormProblems problem = new FormProblems();
  private JobForm form;
  private boolean isJson;
  private String json = "";

  JobDraft() {
    this(Json.createObjectBuilder().build());
  }

  JobDraft(JsonObject document) {
    form = new JobForm(document);
  }

  JobForm form() {
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

  /** Returns problems by the path of the field; those of no field are under the empty path. */
  Map<String, String> problems() {
    return problem.byField();
  }

  void clearProblems() {
    problem.clear();
  }

  void note(InvalidDefinitionException refused) {
    if (isJson) {
      problem.noteWhole(refused);
    } else {
      problem.note(refused);
    }
  }

  /**
   * @throws InvalidDefinitionException if it is no document yet
   */
  JsonObject document() {
    return isJson ? PrettyJson.read(json) : form.document();
  }

  /** Returns the part of the document that says when it runs. */
  JsonObject times() {
    return isJson ? PrettyJson.read(json) : form.times();
  }

  void showJson() {
    change(() -> {
      json = PrettyJson.of(form.document());
      isJson = true;
    });
  }

  void showForm() {
    change(() -> {
      form = new JobForm(PrettyJson.read(json));
      isJson = false;
    });
  }

  private void change(Runnable step) {
    problem.clear();
    try {
      step.run();
    } catch (InvalidDefinitionException e) {
      note(e);
    }
  }
}
