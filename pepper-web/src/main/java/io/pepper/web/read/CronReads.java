package io.pepper.web.read;

import io.pepper.cron.CronBoard;
import io.pepper.cron.CronJobs;
import io.pepper.cron.CronOverview;
import io.pepper.cron.CronRuns;
import io.pepper.cron.CronSnapshot;
import io.pepper.cron.JobListing;
import io.pepper.cron.RunListing;
import io.pepper.cron.crontab.CrontabImport;
import io.pepper.cron.crontab.CrontabReading;
import io.pepper.cron.crontab.ImportRequest;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunTotals;
import io.pepper.cron.run.output.OutputPart;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cron jobs and their runs as the caller sees them: those of its tags. Exceptions are those of
 * {@code io.pepper.cron}, and {@link PermissionDeniedException}.
 */
@RequestScoped
public class CronReads {
  private static final int CHUNK = 1000;

  @Inject private CronJobs jobs;
  @Inject private CronRuns runs;
  @Inject private CronBoard board;
  @Inject private CronOverview overview;
  @Inject private CrontabImport crontabs;
  @Inject private CurrentCaller caller;

  /** Returns a job. */
  @Requires(Permission.READ_CRON)
  public CronJob get(JobName name) {
    return checked(jobs.get(name));
  }

  /** Finds a job; empty if there is none. */
  @Requires(Permission.READ_CRON)
  public Optional<CronJob> find(JobName name) {
    return jobs.find(name).map(this::checked);
  }

  /**
   * Returns jobs that the caller sees, in the order of their names.
   *
   * @param after only jobs that come after this name; empty for the first
   */
  @Requires(Permission.READ_CRON)
  public List<CronJob> page(Optional<JobName> after, int limit) {
    AllowedTags tags = caller.tags();
    if (tags.isEvery()) {
      return jobs.page(after, limit);
    }
    List<CronJob> found = new ArrayList<>();
    Optional<JobName> last = after;
    List<CronJob> chunk;
    do {
      chunk = jobs.page(last, CHUNK);
      chunk.stream().filter(job -> tags.includes(job.tag())).forEach(found::add);
      last = chunk.isEmpty() ? last : Optional.of(chunk.getLast().name());
    } while (chunk.size() == CHUNK && found.size() < limit);
    return found.stream().limit(limit).toList();
  }

  /** Reads a document as defining it would, and changes nothing. */
  @Requires(Permission.READ_CRON)
  public CronJob read(JobName name, JsonObject document) {
    find(name);
    return jobs.read(name, document);
  }

  /** Reads the lines of a crontab, and changes nothing. */
  @Requires(Permission.DEFINE_COMMANDS)
  public CrontabReading read(ImportRequest crontab) {
    return crontabs.read(crontab);
  }

  /**
   * Returns a job's document. Its secrets are for admins; others leave them as they are by writing
   * back what stands for them.
   */
  @Requires(Permission.READ_CRON)
  public JsonObject document(CronJob job) {
    return caller.may(Permission.READ_SECRETS)
        ? JobDocument.write(job)
        : JobDocument.writeWithoutSecrets(job);
  }

  /**
   * Returns the jobs that the caller sees whose names contain a text.
   *
   * @param first how many to pass over
   * @param limit 0 to 1000; 0 only counts
   */
  @Requires(Permission.READ_CRON)
  public JobListing find(String text, int first, int limit) {
    AllowedTags tags = caller.tags();
    return board.find(text, job -> tags.includes(job.tag()), first, limit);
  }

  /** Returns one job with what its runs come to. */
  @Requires(Permission.READ_CRON)
  public JobListing listing(JobName name) {
    get(name);
    return board.get(name);
  }

  /** Returns a job's runs without their output, also while the database is away. */
  @Requires(Permission.READ_CRON)
  public RunListing listing(JobName name, Optional<RunId> before, int limit) {
    get(name);
    return board.runs(name, before, limit);
  }

  /** Returns a job's runs, newest first. */
  @Requires(Permission.READ_CRON)
  public List<Run> latest(JobName name, Optional<RunId> before, int limit) {
    get(name);
    return runs.latest(name, before, limit);
  }

  /** Returns a run. One of a job that is defined no more is for callers with every tag. */
  @Requires(Permission.READ_CRON)
  public Run run(JobName name, RunId id) {
    checkPresent(name);
    return runs.get(name, id);
  }

  /** Returns a part of what a run prints. */
  @Requires(Permission.READ_CRON)
  public OutputPart output(Run run, long from, int max) {
    checkPresent(run.job());
    return runs.output(run, from, max);
  }

  /** Returns how many runs a job has had, by how they ended. */
  @Requires(Permission.READ_CRON)
  public RunTotals totals(JobName name) {
    checkPresent(name);
    return runs.totals(name);
  }

  /** Returns cron as this node knows it, with the jobs and runs that the caller sees. */
  @Requires(Permission.READ_CRON)
  public CronSnapshot overview() {
    return visibleOverview();
  }

  /** Returns the same for the metrics, which a token may be restricted to. */
  @Requires(Permission.READ_METRICS)
  public CronSnapshot metrics() {
    return visibleOverview();
  }

  private CronSnapshot visibleOverview() {
    CronSnapshot all = overview.now();
    AllowedTags tags = caller.tags();
    if (tags.isEvery()) {
      return all;
    }
    int visible = (int) jobs.all().filter(job -> tags.includes(job.tag())).count();
    long running =
        runs.countRunning(
            name -> jobs.find(name).filter(job -> tags.includes(job.tag())).isPresent());
    return all.with(visible, (int) running);
  }

  private void checkPresent(JobName name) {
    caller.require(Permission.READ_CRON, jobs.find(name).map(TagsOf::job).orElseGet(Set::of));
  }

  private CronJob checked(CronJob job) {
    caller.require(Permission.READ_CRON, TagsOf.job(job));
    return job;
  }
}
