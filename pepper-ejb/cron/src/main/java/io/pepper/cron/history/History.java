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
 * The runs of all nodes, in the database. Safe for any number of threads. What {@link #record} is
 * told may show up a moment later; reading methods may throw {@code DatabaseUnavailableException}.
 */
public interface History {
  /**
   * Keeps a run as it is now, replacing what was kept under its id; a run that has ended is also
   * counted, once. Never blocks and never fails: runs wait in memory for the database. If it stays
   * away so long that 20,000 wait, the newest are dropped, counted and logged.
   */
  void record(Run run);

  /**
   * A job's runs, newest nominal instant first; of the same instant the latest id first.
   *
   * @param before only runs listed after this one; empty for the newest
   * @param limit 1 to 1000
   */
  List<Run> latest(JobName job, Optional<RunId> before, int limit);

  /** The same without outputs, for lists that show none. */
  List<Run> latestWithoutOutput(JobName job, Optional<RunId> before, int limit);

  Optional<Run> find(RunId id);

  /**
   * Notes that runs of these lives of nodes, which are not over as far as is known here, are lost.
   *
   * @param member which life of a node has ended
   * @return those that were running until now, each told to one caller only
   */
  List<Run> markLost(String member, Instant when);

  /**
   * Keeps those of these runs of which nothing at all is stored; not what is too old to be kept.
   *
   * @param runs that are over
   * @return those of which nothing was stored until now, each told to one caller only
   */
  List<Run> recordMissing(List<Run> runs);

  /** The lives of nodes under which the database still lists running runs. */
  Set<String> membersWithRunningRuns();

  /** How often the job's runs ended how, since it was first defined. */
  RunTotals totals(JobName job);

  /** How each of these jobs fares; one that never ran is not in it. At most 1000 jobs. */
  Map<JobName, RunSummary> summaries(Collection<JobName> jobs);

  /** Deletes runs and counters of a job that is no more, in batches. */
  void forget(JobName job);

  /** Runs that were lost to the history because the database stayed away, since the start. */
  long dropped();
}
