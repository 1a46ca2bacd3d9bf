package io.pepper.cron.catalog;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.ReplicatedMap.Terms;
import io.pepper.coordination.ReplicatedMapListener;
import io.pepper.coordination.Versioned;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.JobDirectory;
import io.pepper.cron.fire.VersionedJob;
import io.pepper.definition.InvalidDefinitionException;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jobs that are defined, each with the revision of its key, and which of them follow or exclude
 * each other. Safe for any number of threads; changing methods block and may throw {@code
 * CoordinationUnavailableException}.
 */
public final class JobCatalog implements JobDirectory, AutoCloseable {
  static final String PREFIX = "cron/jobs/";
  private static final int MAX_JOBS = 200_000;

  private final JobDependencies dependencies = new JobDependencies();
  private final ReplicatedMap<JobName, CronJob> jobs;
  private JobChangeListener listener;

  public JobCatalog(Coordination coordination, Clock clock) {
    this.jobs =
        new ReplicatedMap<>(
            coordination,
            new Terms(PREFIX, "jobs", MAX_JOBS),
            new StoredJobs(clock),
            new CatalogListener());
  }

  /** Reads what is defined, reports it to the listener, and follows changes from now on. */
  public void open(JobChangeListener changes) {
    listener = changes;
    jobs.open();
  }

  @Override
  public Optional<VersionedJob> find(JobName name) {
    return jobs.find(name).map(JobCatalog::versioned);
  }

  @Override
  public Stream<VersionedJob> all() {
    return jobs.all().map(JobCatalog::versioned);
  }

  /** Returns the jobs whose names come after this one, defined or not, in the order of names. */
  public Stream<VersionedJob> after(JobName name) {
    return jobs.after(name).map(JobCatalog::versioned);
  }

  private static VersionedJob versioned(Versioned<CronJob> found) {
    return new VersionedJob(found.value(), found.key(), found.revision());
  }

  /** Returns the number of jobs. */
  public int size() {
    return jobs.size();
  }

  @Override
  public String keyOf(JobName name) {
    return jobs.path(name);
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
    dependencies.checkFollowing(job, parents, parent -> jobs.find(parent).isPresent());
  }

  /**
   * Writes jobs that are not there yet, all in one transaction.
   *
   * @throws InvalidDefinitionException if there are too many, or one is there; none is written then
   */
  public void defineNew(Collection<CronJob> added) {
    NewJobs.check(added, jobs.size(), MAX_JOBS);
    if (!jobs.create(
        added.stream().collect(Collectors.toMap(CronJob::name, Function.identity())))) {
      throw new InvalidDefinitionException(
          "names",
          "nothing was created, since somebody else has just defined a job of one of these names: read the crontab again");
    }
  }

  /**
   * Reads, edits and writes a definition, and repeats that until no other writer was faster.
   *
   * @param edit makes the new definition from the present one; both are empty for no job
   * @return the definition as it is now
   * @throws InvalidDefinitionException if the job is new and there are too many
   */
  public Optional<CronJob> change(JobName name, UnaryOperator<Optional<CronJob>> edit) {
    return jobs.change(name, edit);
  }

  @Override
  public void close() {
    jobs.close();
  }

  private final class CatalogListener implements ReplicatedMapListener<JobName> {
    @Override
    public void applied(Set<JobName> names) {
      names.forEach(name ->
          jobs.find(name)
              .ifPresentOrElse(
                  found -> dependencies.put(found.value()), () -> dependencies.remove(name)));
    }

    @Override
    public void changed(JobName name) {
      if (jobs.find(name).isPresent()) {
        listener.jobChanged(name);
      } else {
        listener.jobRemoved(name);
      }
    }
  }
}
