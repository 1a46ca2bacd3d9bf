package io.pepper.web.faces.cron;

import io.pepper.cron.TestRunResult;
import io.pepper.cron.definition.JobName;
import io.pepper.web.change.CronChanges;
import io.pepper.web.faces.FlashMessages;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonObject;
import org.primefaces.PrimeFaces;

/** The test run of a job, which is not recorded, and its result. */
@Named
@RequestScoped
public class TestRun {
  @Inject private CronChanges changes;
  @Inject private FlashMessages messages;
  @Inject private FacesContext faces;

  private TestRunResult tested;

  /** Tests what is defined. */
  public void run() {
    String name = faces.getExternalContext().getRequestParameterMap().getOrDefault("job", "");
    messages.attempt(
        name,
        () -> {
          tested = changes.test(new JobName(name));
          return "Tested.";
        });
    finish();
  }

  /** Tests what may only be written down so far. */
  public void test(JobName name, JsonObject document) {
    tested = changes.test(name, document);
  }

  /** Tells the page whether there is something to show. */
  public void finish() {
    PrimeFaces.current().ajax().addCallbackParam("tested", isDone());
  }

  public boolean isDone() {
    return tested != null;
  }

  public String getState() {
    return tested.ending().state().text();
  }

  public String getStateStyle() {
    return RunRow.style(tested.ending().state());
  }

  public String getExitCode() {
    return tested.ending().exitCode().isPresent()
        ? Integer.toString(tested.ending().exitCode().getAsInt())
        : "–";
  }

  public String getDuration() {
    return Readable.span(tested.duration());
  }

  public String getProblem() {
    return PlainText.of(tested.ending().problem());
  }

  public String getOutput() {
    return PlainText.of(tested.output());
  }
}
