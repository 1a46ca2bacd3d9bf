package io.pepper.web.faces.cron.editor;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.change.CronChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.cron.PrettyJson;
import io.pepper.web.faces.cron.TestRun;
import io.pepper.web.read.CronReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The page on which a job is written: as a form, or as the document that it is. */
@Named("editor")
@ViewScoped
public class JobEditor implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The example that newcomers begin with. */
  private static final String EXAMPLE =
      """
      {"schedule":"*/10 * * * * *","run":{"type":"command",
       "command":["sh","-c","for i in 1 2 3; do echo \\"hello $i from $PEPPER_JOB\\"; sleep 1; done"]}}\
      """;

  @Inject private transient CronReads jobs;
  @Inject private transient CronChanges changes;
  @Inject private transient CurrentCaller caller;
  @Inject private transient FlashMessages messages;
  @Inject private transient TestRun test;
  @Inject private transient Clock clock;

  private String name = "";
  private boolean isNew = true;
  private boolean isExample;

  /** The definition as it was when it was last read here; empty if there was none. */
  private String lastRead = "";

  private JobDraft draft = new JobDraft();

  /** Reads what there is, when the page is opened. */
  public void open() {
    if (!caller.may(Permission.DEFINE_CRON_JOBS)) {
      return;
    }
    find()
        .ifPresent(job -> {
          isNew = false;
          lastRead = jobs.document(job).toString();
          draft = new JobDraft(document(job));
        });
    if (isNew && !caller.may(Permission.DEFINE_COMMANDS)) {
      draft.form().values().put(FormField.TYPE, "http");
    } else if (isNew && isExample) {
      name = "hello";
      draft = new JobDraft(PrettyJson.read(EXAMPLE));
    }
  }

  private Optional<CronJob> find() {
    try {
      return name.isEmpty() ? Optional.empty() : jobs.find(new JobName(name));
    } catch (IllegalArgumentException | PermissionDeniedException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the document without its pause, which belongs to the buttons: they may be pressed while
   * the document is written.
   */
  private JsonObject document(CronJob job) {
    return Json.createObjectBuilder(jobs.document(job)).remove("paused").build();
  }

  public void showJson() {
    draft.showJson();
  }

  public void showForm() {
    draft.showForm();
  }

  public void save() {
    draft.clearProblems();
    boolean saved =
        messages.attempt(
            name.isEmpty() ? "Not saved" : name,
            () -> {
              try {
                changes.define(checkedName(), draft.document());
                return "Saved.";
              } catch (InvalidDefinitionException e) {
                draft.note(e);
                throw e;
              }
            });
    if (saved) {
      messages.redirect("/cron-job.xhtml?name=" + name);
    }
  }

  /** Runs what is written, without saving it. */
  public void test() {
    draft.clearProblems();
    try {
      JobName tested = nameOrAnother();
      JsonObject document = draft.document();
      jobs.read(tested, document);
      messages.attempt(
          name.isEmpty() ? "Test" : name,
          () -> {
            test.test(tested, document);
            return "Tested.";
          });
    } catch (InvalidDefinitionException e) {
      draft.note(e);
    } catch (PermissionDeniedException e) {
      messages.refuse(name, e.getMessage());
    }
    test.finish();
  }

  /** Returns the name if saving overwrites no change that this page has not shown. */
  private JobName checkedName() {
    JobName checked = nameOf(name);
    String present = find().map(job -> jobs.document(job).toString()).orElse("");
    if (isNew && !present.isEmpty()) {
      throw new InvalidDefinitionException("name", "there is a job of this name; edit that one");
    }
    if (!withoutPause(present).equals(withoutPause(lastRead))) {
      lastRead = present;
      throw new InvalidDefinitionException(
          "",
          "somebody else has changed or deleted this job meanwhile; save again to overwrite that");
    }
    return checked;
  }

  private static String withoutPause(String document) {
    return document.replaceAll(",\"paused\":(true|false)}$", "}");
  }

  private JobName nameOrAnother() {
    return name.isEmpty() ? FiresPreview.UNNAMED : nameOf(name);
  }

  private static JobName nameOf(String text) {
    if (text.isEmpty()) {
      throw new InvalidDefinitionException("name", "is needed");
    }
    try {
      return new JobName(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("name", e.getMessage());
    }
  }

  /** Returns the next times of what is written. */
  public FiresPreview getPreview() {
    return FiresPreview.of(jobs, name, draft::times, clock.instant());
  }

  public Map<String, String> getValues() {
    return draft.form().values();
  }

  public Map<String, Boolean> getEvents() {
    return draft.form().events();
  }

  /** Returns problems by the path of the field; those of no field are under the empty path. */
  public Map<String, String> getProblems() {
    return draft.problems();
  }

  /** Returns what the person may have the job run. */
  public Map<String, String> getTypes() {
    return FieldOptions.types(
        caller.may(Permission.DEFINE_COMMANDS) || getType().equals(FieldOptions.COMMAND));
  }

  public String getType() {
    return draft.form().values().get(FormField.TYPE);
  }

  /** Returns whether there is more than one attempt to wait between. */
  public boolean isRetried() {
    return !"1".equals(draft.form().values().get("retry.attempts"));
  }

  /** Returns whether a command gets more than its arguments. */
  public boolean isSurrounded() {
    return Stream.of("run.environment", "run.directory", "run.user")
        .map(path -> draft.form().values().get(path))
        .anyMatch(value -> value != null && !value.isEmpty());
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? "" : name.strip();
  }

  public boolean isFresh() {
    return isNew;
  }

  public boolean isExample() {
    return isExample;
  }

  public void setExample(boolean example) {
    isExample = example;
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
