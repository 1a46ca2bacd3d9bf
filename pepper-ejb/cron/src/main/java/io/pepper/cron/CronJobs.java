package io.pepper.cron;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.cron.crontab.CrontabJobs;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobDocument;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.fire.JobDirectory;
import io.pepper.cron.fire.VersionedJob;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The cron jobs that are defined, the same on every node: kept in Coordination under {@code
 * cron/jobs/}, where the original keeps its own, which are understood (spec/peppercron.md 2.1). A
 * change is in force on this node when the method returns, and on the others within a second. Safe
 * for any number of threads; changing methods block and may throw {@code
 * CoordinationUnavailableException}.
 */
public final class CronJobs implements JobDirectory, CrontabJobs, AutoCloseable {
  private static final Logger LOG = System.getLogger(CronJobs.class.getName());
  private static final String PREFIX = "cron/jobs/";
  private static final int MAX_JOBS = 200_000;

  /** Looked up once: the lookup searches the class path. */
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  /** Hears of changes, after they are in force here; must be quick. */
  interface Changes {
    void changed(JobName name);

    void removed(JobName name);
  }

  private final Coordination coordination;
  private final Clock clock;
  private final Consumer<CronJob> check;
  private final ConcurrentNavigableMap<JobName, VersionedJob> jobs = new ConcurrentSkipListMap<>();
  private final JobDependencies dependencies = new JobDependencies();
  private final Tombstones removed = new Tombstones();
  private Changes changes;
  private Coordination.Watch watch;

  /**
   * @param check whether a job can work on this node: throws {@link InvalidDefinitionException}
   */
  CronJobs(Coordination coordination, Clock clock, Consumer<CronJob> check) {
    this.coordination = coordination;
    this.clock = clock;
    this.check = check;
  }

  /** Follows what is defined from now on. */
  void open(Changes listener) {
    changes = listener;
    coordination.list(PREFIX).entries().forEach(entry -> apply(changeOf(entry)));
    watch = coordination.follow(PREFIX, this::receive);
  }

  @Override
  public Optional<VersionedJob> find(JobName name) {
    return Optional.ofNullable(jobs.get(name));
  }

  /**
   * @throws UnknownJobException if nobody defined it
   */
  public CronJob get(JobName name) {
    return find(name).map(VersionedJob::job).orElseThrow(() -> new UnknownJobException(name));
  }

  /** Every job, by name. */
  @Override
  public Collection<VersionedJob> all() {
    return jobs.values();
  }

  /**
   * Jobs in the order of their names.
   *
   * @param after only those that come after this name, defined or not; empty for the first
   */
  public List<CronJob> page(Optional<JobName> after, int limit) {
    return after.map(name -> jobs.tailMap(name, false)).orElse(jobs).values().stream()
        .limit(limit)
        .map(VersionedJob::job)
        .toList();
  }

  @Override
  public String keyOf(JobName name) {
    return PREFIX + name;
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
   * Reads a document as {@link #define} would, and changes nothing.
   *
   * @throws InvalidDefinitionException naming the field at fault
   */
  @Override
  public CronJob read(JobName name, JsonObject document) {
    return checked(
        JobDocument.read(name, document, find(name).map(VersionedJob::job), clock.instant()));
  }

  @Override
  public boolean isDefined(JobName name) {
    return jobs.containsKey(name);
  }

  @Override
  public Optional<JobName> same(CronJob job) {
    return jobs.values().stream()
        .map(VersionedJob::job)
        .filter(each -> each.trigger().equals(job.trigger()) && each.run().equals(job.run()))
        .map(CronJob::name)
        .findFirst();
  }

  @Override
  public void defineNew(Collection<CronJob> fresh) {
    new NewJobs(coordination, this::keyOf).write(fresh, jobs.size(), MAX_JOBS);
    fresh.forEach(job -> coordination.get(keyOf(job.name())).ifPresent(e -> apply(changeOf(e))));
  }

  /**
   * Defines a job, or changes it. Runs that are under way go on as they began.
   *
   * @throws InvalidDefinitionException naming the field at fault; nothing has changed then
   */
  public CronJob define(JobName name, JsonObject document) {
    return change(
            name,
            present ->
                Optional.of(checked(JobDocument.read(name, document, present, clock.instant()))))
        .orElseThrow();
  }

  /**
   * Defines a job as the original's API does, where defining always begins anew ({@code
   * spec/peppercron.md} 8.1).
   *
   * @throws InvalidDefinitionException naming the field at fault; nothing has changed then
   */
  public CronJob defineOriginal(JsonObject document) {
    CronJob job = checked(JobDocument.readOriginal(document, clock.instant()));
    return change(job.name(), present -> Optional.of(job)).orElseThrow();
  }

  /**
   * Removes a job; its runs are ended.
   *
   * @return whether there was one
   * @throws JobInUseException if others run after it
   */
  public boolean remove(JobName name) {
    Set<JobName> followers = followers(name);
    if (!followers.isEmpty()) {
      throw new JobInUseException(name, followers);
    }
    return find(name).isPresent() && change(name, present -> Optional.empty()).isEmpty();
  }

  /** Starts nothing of this job until {@link #resume}, except when told to. */
  public CronJob pause(JobName name) {
    return setPaused(name, true);
  }

  /** What was due meanwhile is not made up for. */
  public CronJob resume(JobName name) {
    return setPaused(name, false);
  }

  private CronJob setPaused(JobName name, boolean paused) {
    return change(
            name,
            present ->
                Optional.of(
                    present
                        .orElseThrow(() -> new UnknownJobException(name))
                        .withPaused(paused, clock.instant())))
        .orElseThrow();
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }

  private CronJob checked(CronJob job) {
    if (job.trigger() instanceof Trigger.Following following) {
      dependencies.checkFollowing(job.name(), following.after().jobs(), jobs::containsKey);
    }
    check.accept(job);
    return job;
  }

  /** Reads, edits and writes until nobody else was faster. */
  private Optional<CronJob> change(
      JobName name, Function<Optional<CronJob>, Optional<CronJob>> edit) {
    String key = keyOf(name);
    while (true) {
      long known = known(name);
      Optional<Entry> entry = coordination.get(key);
      Optional<CronJob> present = entry.flatMap(found -> read(changeOf(found)));
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
      byte[] value = JobDocument.writeStored(next.get()).toString().getBytes(UTF_8);
      Optional<Long> written =
          coordination.compareAndPut(
              key, entry.map(Entry::revision).orElse(0L), value, Optional.empty());
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

  private static Change changeOf(Entry entry) {
    return new Change(entry.key(), Optional.of(entry.value()), entry.revision());
  }

  private void receive(Coordination.Changes news) {
    if (news.isRestored()) {
      forgetAfter(news.revision());
    }
    news.each(change -> apply(change, news.isRestored()));
  }

  private synchronized void forgetAfter(long revision) {
    removed.forgetAfter(revision);
  }

  private void apply(Change change) {
    apply(change, false);
  }

  /**
   * Changes arrive from {@link #change} and from the watch, in any order: the newest wins.
   *
   * @param replaces holds even if its revision is lower than the known one
   */
  private void apply(Change change, boolean replaces) {
    name(change)
        .ifPresent(
            name -> apply(name, change.key(), change.revision(), replaces, () -> read(change)));
  }

  private void apply(
      JobName name, String key, long revision, boolean replaces, Supplier<Optional<CronJob>> read) {
    if (keep(name, key, revision, replaces, read)) {
      if (jobs.containsKey(name)) {
        changes.changed(name);
      } else {
        changes.removed(name);
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

  private static Optional<JobName> name(Change change) {
    String name = change.key().substring(PREFIX.length());
    try {
      return Optional.of(new JobName(name));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "the cron job under {0} is left out: {1}", change.key(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<CronJob> read(Change change) {
    if (change.value().isEmpty()) {
      return Optional.empty();
    }
    JobName name = new JobName(change.key().substring(PREFIX.length()));
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(change.value().get()))) {
      CronJob job =
          JobDocument.readStored(name, reader.readObject(), clock.instant(), change.revision());
      if (!job.name().equals(name)) {
        throw new InvalidDefinitionException("name", "is " + job.name() + ", unlike its key");
      }
      return Optional.of(job);
    } catch (JsonException | InvalidDefinitionException | ClassCastException e) {
      LOG.log(
          Level.ERROR,
          "the kept definition of cron job {0} cannot be read and is left out: {1}",
          name,
          e.getMessage());
      return Optional.empty();
    }
  }
}
