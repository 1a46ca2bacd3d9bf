package io.pepper.cron.catalog;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.JobDirectory;
import io.pepper.cron.fire.VersionedJob;
import io.pepper.definition.InvalidDefinitionException;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The jobs that are defined, each with the revision of its key, kept up by one watch and by this
 * node's own changes. Safe for any number of threads; changing methods block and may throw {@code
 * CoordinationUnavailableException}.
 */
public final class JobCatalog implements JobDirectory, AutoCloseable {
  private static final int MAX_JOBS = 200_000;

  private final Coordination coordination;
  private final StoredJobs stored;
  private final ConcurrentNavigableMap<JobName, VersionedJob> jobs = new ConcurrentSkipListMap<>();
  private final JobDependencies dependencies = new JobDependencies();
  private final Tombstones removed = new Tombstones();
  private JobChangeListener listener;
  private Coordination.Watch watch;

  public JobCatalog(Coordination coordination, Clock clock) {
    this.coordination = coordination;
    this.stored = new StoredJobs(clock);
  }

  /** Reads what is defined, reports it to the listener, and follows changes from now on. */
  public void open(JobChangeListener changes) {
    listener = changes;
    coordination
        .list(StoredJobs.PREFIX)
        .entries()
        .forEach(entry -> apply(StoredJobs.changeOf(entry)));
    watch = coordination.follow(StoredJobs.PREFIX, this::receive);
  }

  @Override
  public Optional<VersionedJob> find(JobName name) {
    return Optional.ofNullable(jobs.get(name));
  }

  @Override
  public Collection<VersionedJob> all() {
    return jobs.values();
  }

  /** Returns the jobs whose names come after this one, defined or not, in the order of names. */
  public Collection<VersionedJob> after(JobName name) {
    return jobs.tailMap(name, false).values();
  }

  /** Returns the number of jobs. */
  public int size() {
    return jobs.size();
  }

  @Override
  public String keyOf(JobName name) {
    return StoredJobs.key(name);
  }

  @Override
  public Set<JobName> excluding(JobName name) {
    return dependencies.excluding(name);
  }

  @Override
  public Set<JobName> followers(JobName name) {
    return dependencies.followers(name);
  }

  /**
   * Checks the jobs that a job is to follow.
   *
   * @throws InvalidDefinitionException if one of the parents does not exist or follows the job
   *     itself
   */
  public void checkFollowing(JobName job, Set<JobName> parents) {
    Predicate<JobName> isDefined = jobs::containsKey;
    dependencies.checkFollowing(job, parents, isDefined);
  }

  /**
   * Writes jobs that are not there yet, all in one transaction.
   *
   * @throws InvalidDefinitionException if there are too many, or one is there; none is written then
   */
  public void defineNew(Collection<CronJob> added) {
    new NewJobs(coordination, this::keyOf).write(added, jobs.size(), MAX_JOBS);
    added.forEach(job ->
        coordination.get(keyOf(job.name())).ifPresent(entry -> apply(StoredJobs.changeOf(entry))));
  }

  /**
   * Reads, edits and writes a definition, and repeats that until no other writer was faster.
   *
   * @param edit makes the new definition from the present one; both are empty for no job
   * @return the definition as it is now
   * @throws InvalidDefinitionException if the job is new and there are too many
   */
  public Optional<CronJob> change(
      JobName name, Function<Optional<CronJob>, Optional<CronJob>> edit) {
    String key = keyOf(name);
    while (true) {
      long known = known(name);
      Optional<Entry> entry = coordination.get(key);
      Optional<CronJob> present = entry.flatMap(found -> stored.read(StoredJobs.changeOf(found)));
      Optional<CronJob> next = edit.apply(present);
      if (entry.isPresent() && next.equals(present)) {
        long found = entry.get().revision();
        apply(name, key, found, found < known, () -> next);
        return next;
      }
      if (next.isEmpty()) {
        coordination.delete(key);
        long gone = entry.map(Entry::revision).orElse(known) + 1;
        apply(name, key, gone, gone <= known, Optional::empty);
        return next;
      }
      refuseTooMany(name);
      Optional<Long> written =
          coordination.compareAndPut(
              key,
              entry.map(Entry::revision).orElse(0L),
              StoredJobs.value(next.get()),
              Optional.empty());
      if (written.isPresent()) {
        // Writing after what was known raises the revision, unless the store has gone back.
        apply(name, key, written.get(), written.get() <= known, () -> next);
        return next;
      }
    }
  }

  private void refuseTooMany(JobName name) {
    if (jobs.size() >= MAX_JOBS && !jobs.containsKey(name)) {
      throw new InvalidDefinitionException(
          "", "there are " + MAX_JOBS + " jobs, which is the most; delete one first");
    }
  }

  private void receive(Coordination.Changes changes) {
    if (changes.isRestored()) {
      forgetAfter(changes.revision());
    }
    changes.each(change -> apply(change, changes.isRestored()));
  }

  private synchronized void forgetAfter(long revision) {
    removed.forgetAfter(revision);
  }

  private void apply(Change change) {
    apply(change, false);
  }

  /**
   * Applies a change. Changes arrive from {@link #change} and from the watch, in any order: the
   * newest wins.
   *
   * @param replaces whether it holds even if its revision is lower than the known one
   */
  private void apply(Change change, boolean replaces) {
    StoredJobs.name(change)
        .ifPresent(name ->
            apply(name, change.key(), change.revision(), replaces, () -> stored.read(change)));
  }

  private void apply(
      JobName name, String key, long revision, boolean replaces, Supplier<Optional<CronJob>> read) {
    if (keep(name, key, revision, replaces, read)) {
      if (jobs.containsKey(name)) {
        listener.jobChanged(name);
      } else {
        listener.jobRemoved(name);
      }
    }
  }

  private synchronized long known(JobName name) {
    VersionedJob present = jobs.get(name);
    return present == null ? removed.revision(name) : present.revision();
  }

  private synchronized boolean keep(
      JobName name, String key, long revision, boolean replaces, Supplier<Optional<CronJob>> read) {
    long known = known(name);
    if (known == revision || known > revision && !replaces) {
      return false;
    }
    Optional<CronJob> job = read.get();
    if (job.isPresent()) {
      jobs.put(name, new VersionedJob(job.get(), key, revision));
      dependencies.put(job.get());
    } else {
      jobs.remove(name);
      dependencies.remove(name);
      removed.put(name, revision);
    }
    return true;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
