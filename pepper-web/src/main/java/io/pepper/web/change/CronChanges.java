package io.pepper.web.change;

import io.pepper.cron.CronJobs;
import io.pepper.cron.CronRuns;
import io.pepper.cron.TestRunResult;
import io.pepper.cron.crontab.CrontabImport;
import io.pepper.cron.crontab.CrontabReading;
import io.pepper.cron.crontab.ImportRequest;
import io.pepper.cron.crontab.ImportedLine;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.cron.run.RunId;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes of cron jobs, their runs and cron as a whole; exceptions are those of cron. */
@RequestScoped
public class CronChanges {
  private static final String EVERYTHING = "cron";

  /**
   * A job that was defined.
   *
   * @param isNew whether there was none of this name
   */
  public record DefinedJob(CronJob job, boolean isNew) {}

  @Inject private CronJobs jobs;
  @Inject private CrontabImport crontabs;
  @Inject private CronRuns runs;
  @Inject private AuditedRequest trail;
  @Inject private CronJobCheck check;
  @Inject private CurrentCaller caller;

  /**
   * Defines a job. The caller needs the tag that it has and will have, a command is for admins, and
   * what pushes jobs needs the tags of that queue.
   */
  @Requires(Permission.DEFINE_CRON_JOBS)
  public DefinedJob define(JobName name, JsonObject document) {
    Optional<CronJob> before = present(name);
    return defined(before, jobs.define(name, document, check::requireDefining));
  }

  /** Creates the jobs of a crontab, all of them or none; they are commands. */
  @Requires(Permission.DEFINE_COMMANDS)
  public CrontabReading createFrom(ImportRequest crontab) {
    CrontabReading created = crontabs.create(crontab);
    for (ImportedLine line : created.jobs()) {
      trail.note("define cron job", line.name(), null, shown(line.job().orElseThrow()));
    }
    return created;
  }

  /** Defines a job as the original's API does; its jobs are commands. */
  @Requires(Permission.DEFINE_COMMANDS)
  public DefinedJob defineOriginal(JobName name, JsonObject document) {
    Optional<CronJob> before = present(name);
    return defined(before, jobs.defineOriginal(document));
  }

  private DefinedJob defined(Optional<CronJob> before, CronJob after) {
    if (!before.equals(Optional.of(after))) {
      trail.note(
          "define cron job",
          after.name(),
          before.map(CronChanges::shown).orElse(null),
          shown(after));
    }
    return new DefinedJob(after, before.isEmpty());
  }

  /**
   * Removes a job.
   *
   * @return whether there was one
   * @throws io.pepper.cron.JobInUseException if others run after it
   */
  @Requires(Permission.DELETE_CRON_JOBS)
  public boolean remove(JobName name) {
    Optional<CronJob> before = present(name);
    boolean removed =
        jobs.remove(name, job -> caller.require(Permission.DELETE_CRON_JOBS, TagsOf.job(job)));
    if (removed) {
      trail.note("remove cron job", name, before.map(CronChanges::shown).orElse(null), null);
    }
    return removed;
  }

  /**
   * Removes a job and what the history has of it. For one that is defined no more, whose tag nobody
   * knows, the caller needs every tag.
   *
   * @return whether there was anything
   */
  @Requires(Permission.DELETE_CRON_JOBS)
  public boolean removeWithHistory(JobName name) {
    if (!remove(name)) {
      caller.require(Permission.DELETE_CRON_HISTORY);
      return forget(name);
    }
    forget(name);
    return true;
  }

  private boolean forget(JobName name) {
    long count = runs.totals(name).all().total();
    runs.forget(name);
    if (count > 0) {
      trail.note("forget runs", name, count + " runs", null);
    }
    return count > 0;
  }

  @Requires(Permission.PAUSE_CRON_JOBS)
  public CronJob pause(JobName name) {
    boolean before = checked(Permission.PAUSE_CRON_JOBS, name).paused();
    CronJob after = jobs.pause(name);
    trail.note("pause cron job", name, state(before), state(true));
    return after;
  }

  @Requires(Permission.PAUSE_CRON_JOBS)
  public CronJob resume(JobName name) {
    boolean before = checked(Permission.PAUSE_CRON_JOBS, name).paused();
    CronJob after = jobs.resume(name);
    trail.note("resume cron job", name, state(before), state(false));
    return after;
  }

  /**
   * Starts the job's runs now.
   *
   * @param force also while another run is under way
   */
  @Requires(Permission.RUN_CRON_JOBS)
  public List<RunId> start(JobName name, boolean force) {
    checked(Permission.RUN_CRON_JOBS, name);
    List<RunId> started = runs.start(name, trail.caller(), force);
    trail.note(force ? "run cron job by force" : "run cron job", name, null, started);
    return started;
  }

  @Requires(Permission.RUN_CRON_JOBS)
  public void kill(JobName name, RunId id) {
    caller.require(Permission.RUN_CRON_JOBS, present(name).map(TagsOf::job).orElseGet(Set::of));
    runs.kill(name, id, trail.caller());
    trail.note("kill run", name + "/" + id, "running", "killed");
  }

  /** Runs the target of a job that is defined once, as a test that the history does not record. */
  @Requires(Permission.RUN_CRON_JOBS)
  public TestRunResult test(JobName name) {
    return tested(checked(Permission.RUN_CRON_JOBS, name));
  }

  /**
   * Runs the target of a job that may be written down only, as a test. The caller needs what
   * defining it takes.
   */
  @Requires(Permission.DEFINE_CRON_JOBS)
  public TestRunResult test(JobName name, JsonObject document) {
    CronJob job = jobs.read(name, document);
    check.requireDefining(present(name), job);
    return tested(job);
  }

  private TestRunResult tested(CronJob job) {
    TestRunResult tested = runs.test(job);
    trail.note("test cron job", job.name(), null, shown(job));
    return tested;
  }

  @Requires(Permission.PAUSE_ALL_CRON)
  public void pauseAll() {
    boolean before = runs.isPaused();
    runs.pauseAll();
    trail.note("pause all cron jobs", EVERYTHING, state(before), state(true));
  }

  @Requires(Permission.PAUSE_ALL_CRON)
  public void resumeAll() {
    boolean before = runs.isPaused();
    runs.resumeAll();
    trail.note("resume all cron jobs", EVERYTHING, state(before), state(false));
  }

  /** Returns the job, if the caller has the permission for its tag. */
  private CronJob checked(Permission permission, JobName name) {
    CronJob job = jobs.get(name);
    caller.require(permission, TagsOf.job(job));
    return job;
  }

  private Optional<CronJob> present(JobName name) {
    return jobs.find(name);
  }

  private static String shown(CronJob job) {
    return JobDocument.writeWithoutSecrets(job).toString();
  }

  private static String state(boolean paused) {
    return paused ? "paused" : "running";
  }
}
