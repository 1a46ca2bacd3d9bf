package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunSummary;
import io.pepper.cron.run.RunTotals;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of all nodes, in the database. Safe for any number of threads. Runs that were passed to
 * {@link #record} may show up a moment later; reading methods may throw {@code
 * DatabaseUnavailableException}.
 */
public interface History {
  /**
   * Stores a run as it is now, replacing what was stored under its id; a run that has ended is also
   * counted, once. Never blocks and never fails: runs wait in memory for the database. If it stays
   * away so long that 20,000 wait, the newest are dropped, counted and logged.
   */
  void record(Run run);

  /**
   * Returns a job's runs, newest nominal instant first; of the same instant the latest id first.
   *
   * @param before only runs listed after this one; empty for the newest
   * @param limit 1 to 1000
   */
  List<Run> latest(JobName job, Optional<RunId> before, int limit);

  /** Returns the same without outputs, for lists that show none. */
  List<Run> latestWithoutOutput(JobName job, Optional<RunId> before, int limit);

  Optional<Run> find(RunId id);

  /**
   * Marks the running runs of an ended membership as lost.
   *
   * @param member which life of a node has ended
   * @return those that were running until now, each returned to one caller only
   */
  List<Run> markLost(String member, Instant when);

  /**
   * Stores those of these runs of which nothing at all is stored, unless they are too old to be
   * kept.
   *
   * @param runs that are over
   * @return those of which nothing was stored until now, each returned to one caller only
   */
  List<Run> recordMissing(List<Run> runs);

  /** Returns the memberships of nodes under which the database lists running runs. */
  Set<String> membersWithRunningRuns();

  /** Returns the counts of the job's runs since it was first defined. */
  RunTotals totals(JobName job);

  /** Returns the summary of each of these jobs, at most 1000; one that never ran is not in it. */
  Map<JobName, RunSummary> summaries(Collection<JobName> jobs);

  /** Deletes runs and counters of a job that is no more, in batches. */
  void forget(JobName job);

  /**
   * Returns the number of runs since the start that were dropped because the database stayed away.
   */
  long dropped();
}
