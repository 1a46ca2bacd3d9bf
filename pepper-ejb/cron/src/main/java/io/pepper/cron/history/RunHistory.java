package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunSummary;
import io.pepper.cron.run.RunTotals;
import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.database.WriteBehind;
import io.pepper.database.WriteBehindLimits;
import io.pepper.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The history in the application's database, with times to the millisecond. Runs of one id that
 * wait to be written are written as one, so that a short run is one row inserted. Of each run at
 * most 64 KiB of output are kept; while outputs of more than 32 MiB wait for the database, of
 * further ones only 1 KiB.
 */
public final class RunHistory implements History, AutoCloseable {
  private static final Duration FORGET_TIMEOUT = Duration.ofSeconds(5);
  private static final WriteBehindLimits LIMITS =
      new WriteBehindLimits(20_000, 32 << 20, 500, 4 << 20, Duration.ofMillis(200));

  private final Database database;
  private final Clock clock;
  private final RunRows rows;
  private final RunStates states;
  private final Retention retention;
  private final WriteBehind<Run> writer;

  /**
   * @param settings {@code pepper.cron.history.*} are read
   * @throws io.pepper.settings.InvalidSettingException if one of them cannot work
   */
  public RunHistory(Database database, Clock clock, Settings settings) {
    this.database = database;
    this.clock = clock;
    this.rows = new RunRows();
    this.states = new RunStates(rows);
    this.retention = new Retention(database, settings);
    this.writer =
        new WriteBehind<>(
            database, "pepper-cron-history", LIMITS, new WrittenRuns(database, states));
  }

  @Override
  public void record(Run run) {
    writer.add(RunTexts.storable(run, clock.instant()));
  }

  @Override
  public List<Run> latest(JobName job, Optional<RunId> before, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit is " + limit + ", but must be from 1 to 1000");
    }
    return database.sql(connection -> rows.latest(connection, job, before, limit));
  }

  @Override
  public List<Run> latestWithoutOutput(JobName job, Optional<RunId> before, int limit) {
    return database.sql(connection -> rows.latestWithoutOutput(connection, job, before, limit));
  }

  @Override
  public Map<JobName, RunSummary> summaries(Collection<JobName> jobs) {
    return database.sql(connection -> RunSummaries.read(connection, rows, jobs));
  }

  @Override
  public Optional<Run> find(RunId id) {
    return database.sql(connection -> rows.find(connection, id));
  }

  @Override
  public List<Run> markLost(String member, Instant when) {
    return new LostRunMarker(database, rows).markLost(member, when);
  }

  @Override
  public List<Run> recordMissing(List<Run> runs) {
    Instant oldest = retention.oldest(clock.instant());
    List<Run> kept = runs.stream().filter(run -> run.nominal().isAfter(oldest)).toList();
    return kept.isEmpty() ? List.of() : new LostRunMarker(database, rows).recordMissing(kept);
  }

  @Override
  public Set<String> membersWithRunningRuns() {
    return database.sql(rows::membersWithRunningRuns);
  }

  @Override
  public RunTotals totals(JobName job) {
    return database.sql(
        connection -> Counters.read(connection, job, Counters.day(clock.instant())));
  }

  @Override
  public void forget(JobName job) {
    // What still waits would otherwise bring it back.
    if (!settle(FORGET_TIMEOUT)) {
      throw new DatabaseUnavailableException(
          "runs still wait to be written: forget '" + job + "' later", null);
    }
    retention.forget(job);
  }

  /** Waits until what was recorded before is written, or dropped; false if it took too long. */
  boolean settle(Duration limit) {
    return writer.settle(limit);
  }

  @Override
  public long dropped() {
    return writer.dropped();
  }

  /**
   * Deletes runs that are older, or more for their job, than the settings want to keep. To be
   * called every minute or so, on any number of nodes; quick when there is nothing to delete.
   *
   * @throws DatabaseUnavailableException if the database does not answer: the next call goes on
   */
  public void sweep(Instant now) {
    retention.sweep(now);
  }

  /** Writes what waits, for at most 5 s. */
  @Override
  public void close() {
    writer.close();
  }
}
