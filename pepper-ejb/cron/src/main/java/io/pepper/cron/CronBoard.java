package io.pepper.cron;

import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.History;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunSummary;
import io.pepper.database.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Jobs and their runs as pages show them, also while the database is away: the definitions and the
 * runs under way are known without it. Safe for any number of threads; methods may wait some
 * seconds for the database, and do without it for a while after it did not answer.
 */
public final class CronBoard {
  private static final Duration DATABASE_RETRY_INTERVAL = Duration.ofSeconds(5);

  private record QueryResult<T>(T value, Optional<String> problem) {}

  private record Outage(Instant until, String problem) {}

  private final CronJobs jobs;
  private final CronNode node;
  private final History history;
  private final Clock clock;
  private volatile Outage outage = new Outage(Instant.MIN, "");

  CronBoard(CronJobs jobs, CronNode node, History history, Clock clock) {
    this.jobs = jobs;
    this.node = node;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Returns jobs in the order of their names.
   *
   * @param text what their names contain, whether large or small
   * @param shown whether a job is to be listed at all
   * @param first how many to pass over, at least 0
   * @param limit 0 to 1000; 0 only counts
   */
  public JobListing find(String text, Predicate<CronJob> shown, int first, int limit) {
    String wanted = text.toLowerCase(Locale.ROOT);
    List<CronJob> found = new ArrayList<>();
    int total = 0;
    for (CronJob job : (Iterable<CronJob>) jobs.all()::iterator) {
      if (job.name().value().toLowerCase(Locale.ROOT).contains(wanted) && shown.test(job)) {
        if (total >= first && found.size() < limit) {
          found.add(job);
        }
        total++;
      }
    }
    QueryResult<Map<JobName, RunSummary>> summaries =
        summaries(found.stream().map(CronJob::name).toList());
    return new JobListing(
        found.stream().map(job -> listed(job, summaries.value())).toList(),
        total,
        summaries.problem());
  }

  /**
   * Returns one job, as a page of its own.
   *
   * @throws UnknownJobException if it is not defined
   */
  public JobListing get(JobName name) {
    CronJob job = jobs.get(name);
    QueryResult<Map<JobName, RunSummary>> summaries = summaries(List.of(name));
    return new JobListing(List.of(listed(job, summaries.value())), 1, summaries.problem());
  }

  /**
   * @param before only those listed after this one; empty for the newest
   * @param limit 1 to 1000
   */
  public RunListing runs(JobName job, Optional<RunId> before, int limit) {
    QueryResult<List<Run>> runs =
        query(() -> history.latestWithoutOutput(job, before, limit), List.of());
    return new RunListing(runs.value(), runs.problem());
  }

  private ListedCronJob listed(CronJob job, Map<JobName, RunSummary> summaries) {
    ClusterView view = node.view();
    return new ListedCronJob(
        job,
        view.isRunning(job.name()),
        view.members().stream().anyMatch(member -> member.tags().contains(job.tag())),
        Optional.ofNullable(summaries.get(job.name())));
  }

  private QueryResult<Map<JobName, RunSummary>> summaries(List<JobName> names) {
    return query(() -> history.summaries(names), Map.of());
  }

  /** Queries the database unless it is known to be away, so that no page waits for it each time. */
  private <T> QueryResult<T> query(Supplier<T> question, T nothing) {
    Outage known = outage;
    if (clock.instant().isBefore(known.until())) {
      return new QueryResult<>(nothing, Optional.of(known.problem()));
    }
    try {
      return new QueryResult<>(question.get(), Optional.empty());
    } catch (DatabaseUnavailableException e) {
      outage = new Outage(clock.instant().plus(DATABASE_RETRY_INTERVAL), e.getMessage());
      return new QueryResult<>(nothing, Optional.of(e.getMessage()));
    }
  }
}
