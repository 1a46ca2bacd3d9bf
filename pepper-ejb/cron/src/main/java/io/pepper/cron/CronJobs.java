package io.pepper.cron;

import io.pepper.coordination.Coordination;
import io.pepper.cron.catalog.JobCatalog;
import io.pepper.cron.catalog.JobChangeListener;
import io.pepper.cron.crontab.CrontabJobs;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.cron.fire.VersionedJob;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The cron jobs that are defined, the same on every node: kept in Coordination under {@code
 * cron/jobs/}, where the original keeps its own, which are understood (docs/compatibility.md,
 * Compatibility with peppercron). A change is in force on this node when the method returns, and on
 * the others within a second. Safe for any number of threads; changing methods block and may throw
 * {@code CoordinationUnavailableException}.
 */
public final class CronJobs implements CrontabJobs, AutoCloseable {
  private final JobCatalog catalog;
  private final Clock clock;
  private final Consumer<CronJob> check;

  /**
   * @param check refuses a job that cannot work on this node, by {@link InvalidDefinitionException}
   */
  CronJobs(Coordination coordination, Clock clock, Consumer<CronJob> check) {
    this.catalog = new JobCatalog(coordination, clock);
    this.clock = clock;
    this.check = check;
  }

  /** Follows what is defined from now on. */
  void open(JobChangeListener listener) {
    catalog.open(listener);
  }

  JobCatalog catalog() {
    return catalog;
  }

  /** Finds a job by its name; empty if there is none. */
  public Optional<CronJob> find(JobName name) {
    return catalog.find(name).map(VersionedJob::job);
  }

  /**
   * Returns a job by its name.
   *
   * @throws UnknownJobException if it is not defined
   */
  public CronJob get(JobName name) {
    return find(name).orElseThrow(() -> new UnknownJobException(name));
  }

  /** Returns every job, in the order of names. */
  public Stream<CronJob> all() {
    return catalog.all().map(VersionedJob::job);
  }

  /** Returns the number of jobs. */
  public int count() {
    return catalog.size();
  }

  /**
   * Returns jobs in the order of their names.
   *
   * @param after only jobs that come after this name, defined or not; empty for the first
   */
  public List<CronJob> page(Optional<JobName> after, int limit) {
    return after
        .map(catalog::after)
        .orElseGet(catalog::all)
        .limit(limit)
        .map(VersionedJob::job)
        .toList();
  }

  /**
   * Reads a document as {@link #define} would, and changes nothing.
   *
   * @throws InvalidDefinitionException naming the field at fault
   */
  @Override
  public CronJob read(JobName name, JsonObject document) {
    return checked(JobDocument.read(name, document, find(name), clock.instant()));
  }

  @Override
  public boolean isDefined(JobName name) {
    return catalog.find(name).isPresent();
  }

  @Override
  public Optional<JobName> same(CronJob job) {
    return all()
        .filter(each -> each.trigger().equals(job.trigger()) && each.run().equals(job.run()))
        .map(CronJob::name)
        .findFirst();
  }

  @Override
  public void defineNew(Collection<CronJob> added) {
    catalog.defineNew(added);
  }

  /**
   * Defines a job, or changes it. Runs that are under way go on as they began.
   *
   * @throws InvalidDefinitionException naming the field at fault; nothing has changed then
   */
  public CronJob define(JobName name, JsonObject document) {
    return define(name, document, (before, after) -> {});
  }

  /**
   * Defines a job, or changes it, if the check allows it.
   *
   * @param check gets what there is and what will be, once or more often, and throws what it
   *     refuses; nothing has changed then
   */
  public CronJob define(
      JobName name, JsonObject document, BiConsumer<Optional<CronJob>, CronJob> check) {
    return catalog
        .change(
            name,
            present -> {
              CronJob after = checked(JobDocument.read(name, document, present, clock.instant()));
              check.accept(present, after);
              return Optional.of(after);
            })
        .orElseThrow();
  }

  /**
   * Defines a job as the original's API does, where defining always begins anew
   * (docs/compatibility.md, Compatibility with peppercron).
   *
   * @throws InvalidDefinitionException naming the field at fault; nothing has changed then
   */
  public CronJob defineOriginal(JsonObject document) {
    CronJob job = checked(JobDocument.readOriginal(document, clock.instant()));
    return catalog.change(job.name(), present -> Optional.of(job)).orElseThrow();
  }

  /**
   * Removes a job; its runs are ended.
   *
   * @return whether there was one
   * @throws JobInUseException if others run after it
   */
  public boolean remove(JobName name) {
    return remove(name, present -> {});
  }

  /**
   * Removes a job, if the check allows it.
   *
   * @param check gets what there is, once or more often, and throws what it refuses
   */
  public boolean remove(JobName name, Consumer<CronJob> check) {
    find(name).ifPresent(check);
    Set<JobName> followers = catalog.followers(name);
    if (!followers.isEmpty()) {
      throw new JobInUseException(name, followers);
    }
    if (!isDefined(name)) {
      return false;
    }
    catalog.change(
        name,
        present -> {
          present.ifPresent(check);
          return Optional.empty();
        });
    return true;
  }

  /** Pauses a job: until {@link #resume} only people start it. */
  public CronJob pause(JobName name) {
    return setPaused(name, true);
  }

  /** Lets a paused job go on; occurrences during the pause are not made up for. */
  public CronJob resume(JobName name) {
    return setPaused(name, false);
  }

  private CronJob setPaused(JobName name, boolean paused) {
    return catalog
        .change(
            name,
            present ->
                Optional.of(
                    present
                        .orElseThrow(() -> new UnknownJobException(name))
                        .withPaused(paused, clock.instant())))
        .orElseThrow();
  }

  private CronJob checked(CronJob job) {
    if (job.trigger() instanceof Trigger.Following following) {
      catalog.checkFollowing(job.name(), following.after().jobs());
    }
    check.accept(job);
    return job;
  }

  @Override
  public void close() {
    catalog.close();
  }
}
