package io.pepper.cron;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.RunHistory;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.database.DatabaseUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/**
 * The regular work of a node: recording what runs print every second, and every half minute finding
 * lost runs and deleting what is too old. One virtual thread of its own.
 */
final class CronHousekeeping implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CronHousekeeping.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int ROUNDS_TO_UPKEEP = 30;

  private final CronNode node;
  private final RunHistory history;
  private final OutputFiles outputs;
  private final Clock clock;
  private final PeriodicTask task =
      PeriodicTask.every(Threads.virtual("pepper-cron-housekeeping"), INTERVAL, this::work);
  private int rounds;

  CronHousekeeping(CronNode node, RunHistory history, OutputFiles outputs, Clock clock) {
    this.node = node;
    this.history = history;
    this.outputs = outputs;
    this.clock = clock;
  }

  void start() {
    task.start();
  }

  private void work() {
    attempt(node::recordOutputs);
    rounds++;
    if (rounds % ROUNDS_TO_UPKEEP == 0) {
      attempt(node::findLostRuns);
      attempt(node::cleanUpOrphanedState);
      attempt(outputs::deleteExcess);
      attempt(() -> history.sweep(clock.instant()));
    }
  }

  private static void attempt(Runnable duty) {
    try {
      duty.run();
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "cron's regular work waits for the database", e);
    } catch (RuntimeException e) {
      // Edge: one kind of work that fails must not end the others.
      LOG.log(Level.ERROR, "cron's regular work failed and is tried again", e);
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
