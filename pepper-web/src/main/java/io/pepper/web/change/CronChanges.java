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
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

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

  public DefinedJob define(JobName name, JsonObject document) {
    return defined(present(name), jobs.define(name, document));
  }

  /** Creates the jobs of a crontab, all of them or none. */
  public CrontabReading createFrom(ImportRequest crontab) {
    CrontabReading created = crontabs.create(crontab);
    for (ImportedLine line : created.jobs()) {
      trail.note("define cron job", line.name(), null, shown(line.job().orElseThrow()));
    }
    return created;
  }

  /** Defines a job as the original's API does. */
  public DefinedJob defineOriginal(JobName name, JsonObject document) {
    return defined(present(name), jobs.defineOriginal(document));
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
  public boolean remove(JobName name) {
    Optional<CronJob> before = present(name);
    boolean removed = jobs.remove(name);
    if (removed) {
      trail.note("remove cron job", name, before.map(CronChanges::shown).orElse(null), null);
    }
    return removed;
  }

  /**
   * Deletes what the history has of a job that is defined no more.
   *
   * @return whether it had anything
   */
  public boolean forget(JobName name) {
    long count = runs.totals(name).all().total();
    runs.forget(name);
    if (count > 0) {
      trail.note("forget runs", name, count + " runs", null);
    }
    return count > 0;
  }

  public CronJob pause(JobName name) {
    boolean before = jobs.get(name).paused();
    CronJob after = jobs.pause(name);
    trail.note("pause cron job", name, state(before), state(true));
    return after;
  }

  public CronJob resume(JobName name) {
    boolean before = jobs.get(name).paused();
    CronJob after = jobs.resume(name);
    trail.note("resume cron job", name, state(before), state(false));
    return after;
  }

  /**
   * Starts the job's runs now.
   *
   * @param force also while another run is under way
   */
  public List<RunId> start(JobName name, boolean force) {
    List<RunId> started = runs.start(name, trail.caller(), force);
    trail.note(force ? "run cron job by force" : "run cron job", name, null, started);
    return started;
  }

  public void kill(JobName name, RunId id) {
    runs.kill(name, id, trail.caller());
    trail.note("kill run", name + "/" + id, "running", "killed");
  }

  /**
   * Runs the target of a job once as a test, which the history does not record.
   *
   * @param job defined, or only read from a document
   */
  public TestRunResult test(CronJob job) {
    TestRunResult tested = runs.test(job);
    trail.note("test cron job", job.name(), null, shown(job));
    return tested;
  }

  public void pauseAll() {
    boolean before = runs.isPaused();
    runs.pauseAll();
    trail.note("pause all cron jobs", EVERYTHING, state(before), state(true));
  }

  public void resumeAll() {
    boolean before = runs.isPaused();
    runs.resumeAll();
    trail.note("resume all cron jobs", EVERYTHING, state(before), state(false));
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
