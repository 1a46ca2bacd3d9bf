package io.pepper.cron.history;

import io.pepper.cron.run.Run;
import io.pepper.database.Database;
import io.pepper.database.Entries;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** The properties of runs for writing behind. */
final class WrittenRuns implements Entries<Run> {
  private static final Logger LOG = System.getLogger(RunHistory.class.getName());
  private static final int OVERHEAD = 600;
  private static final int LOG_EVERY = 1000;

  private final Database database;
  private final RunStates states;

  WrittenRuns(Database database, RunStates states) {
    this.database = database;
    this.states = states;
  }

  @Override
  public Object key(Run run) {
    return run.id();
  }

  @Override
  public Run merged(Run waiting, Run added) {
    return RunStates.replaces(added, waiting) ? added : waiting;
  }

  @Override
  public long size(Run run) {
    return OVERHEAD + run.output().length();
  }

  @Override
  public Run brief(Run run) {
    return RunTexts.brief(run);
  }

  @Override
  public void store(List<Run> batch) {
    database.sql(connection -> states.store(connection, batch));
  }

  /**
   * Logs one of a thousand dropped runs, since a database that is away may cost hundreds a second.
   */
  @Override
  public void dropped(Run run, String why, long number) {
    if (number % LOG_EVERY == 1) {
      LOG.log(
          Level.ERROR,
          "run lost to the history (number {0} since the start), {1}: {2} of {3}",
          number,
          why,
          run.id(),
          run.job());
    }
  }
}
