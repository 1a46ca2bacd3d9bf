package io.pepper.web.change;

import io.pepper.cron.CronJobs;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.Requires;
import io.pepper.web.change.PlannedQueue.ImportEffect;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The import of cron jobs from a document: planned first, then done; while one job is refused, none
 * is changed. The caller needs the same rights as to define each of them.
 */
@RequestScoped
public class CronJobImport {
  @Inject private CronJobs jobs;
  @Inject private CronChanges changes;
  @Inject private CronJobCheck check;

  /**
   * Returns what an import would do to each job of a document, and changes nothing.
   *
   * @param document {@code {"jobs": {"<name>": <job document>, …}}}
   * @throws InvalidDefinitionException if it is no such document
   */
  @Requires(Permission.DEFINE_CRON_JOBS)
  public List<PlannedCronJob> plan(JsonObject document) {
    List<PlannedCronJob> plan = new ArrayList<>();
    jobsOf(document)
        .forEach((name, job) -> {
          try {
            plan.add(new PlannedCronJob(name, effect(name, job), ""));
          } catch (InvalidDefinitionException | PermissionDeniedException e) {
            plan.add(new PlannedCronJob(name, ImportEffect.REFUSED, e.getMessage()));
          }
        });
    return plan;
  }

  /**
   * Defines the jobs that are new or changed.
   *
   * @return what was done
   * @throws InvalidDefinitionException naming the first job that is refused; nothing has changed
   *     then
   * @throws PermissionDeniedException if the caller may not define one of them; nothing has changed
   *     then
   */
  @Requires(Permission.DEFINE_CRON_JOBS)
  public List<PlannedCronJob> run(JsonObject document) {
    JsonObject all = jobsOf(document);
    List<PlannedCronJob> plan = new ArrayList<>();
    all.forEach((name, job) -> {
      try {
        plan.add(new PlannedCronJob(name, effect(name, job), ""));
      } catch (InvalidDefinitionException e) {
        throw e.within("jobs." + name);
      }
    });
    plan.stream()
        .filter(job -> job.change() != ImportEffect.UNCHANGED)
        .forEach(job -> changes.define(new JobName(job.name()), all.getJsonObject(job.name())));
    return plan;
  }

  private static JsonObject jobsOf(JsonObject document) {
    if (document.get("jobs") instanceof JsonObject all && document.size() == 1) {
      return all;
    }
    throw new InvalidDefinitionException(
        "jobs", "is needed, and nothing else: an object with a job document for each name");
  }

  private ImportEffect effect(String text, JsonValue document) {
    if (!(document instanceof JsonObject job)) {
      throw new InvalidDefinitionException("", "must be an object");
    }
    JobName name = nameOf(text);
    Optional<CronJob> before = jobs.find(name);
    CronJob after = jobs.read(name, job);
    check.requireDefining(before, after);
    if (before.isEmpty()) {
      return ImportEffect.NEW;
    }
    return before.get().equals(after) ? ImportEffect.UNCHANGED : ImportEffect.CHANGED;
  }

  private static JobName nameOf(String text) {
    try {
      return new JobName(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("", e.getMessage());
    }
  }
}
