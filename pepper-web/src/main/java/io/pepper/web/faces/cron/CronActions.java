package io.pepper.web.faces.cron;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.web.change.CronChanges;
import io.pepper.web.faces.FlashMessages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.primefaces.PrimeFaces;

/**
 * The actions on jobs and runs. The job is a parameter of the request, never a row number: rows may
 * have changed places since the person saw them.
 */
@Named
@RequestScoped
public class CronActions {
  @Inject private CronChanges changes;
  @Inject private FlashMessages messages;
  @Inject private FacesContext faces;

  public void act() {
    Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
    String job = parameters.getOrDefault("job", "");
    String action = parameters.getOrDefault("act", "");
    boolean done =
        messages.attempt(
            job.isEmpty() ? "Cron" : job,
            () -> act(action, job, parameters.getOrDefault("run", "")));
    PrimeFaces.current().ajax().addCallbackParam("done", done);
  }

  private String act(String action, String job, String run) {
    return switch (action) {
      case "run" -> started(changes.start(new JobName(job), false));
      case "force" -> started(changes.start(new JobName(job), true));
      case "pause" -> {
        changes.pause(new JobName(job));
        yield "Paused. Runs that are under way go on.";
      }
      case "resume" -> {
        changes.resume(new JobName(job));
        yield "Resumed. What was due meanwhile is not made up for.";
      }
      case "kill" -> {
        changes.kill(new JobName(job), new RunId(run));
        yield "The run is asked to end.";
      }
      case "delete" -> changes.remove(new JobName(job)) ? "Deleted." : "It was deleted before.";
      case "pauseAll" -> {
        changes.pauseAll();
        yield "All jobs are paused. Runs that are under way go on.";
      }
      case "resumeAll" -> {
        changes.resumeAll();
        yield "Jobs run again. What was due meanwhile is not made up for.";
      }
      default -> throw new IllegalArgumentException("'" + action + "' is not an action");
    };
  }

  private static String started(List<RunId> runs) {
    PrimeFaces.current().ajax().addCallbackParam("run", runs.getFirst().value());
    return runs.size() == 1 ? "Started." : "Started on " + runs.size() + " replicas.";
  }
}
