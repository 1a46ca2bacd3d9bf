package io.pepper.cron;

import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.RunHistory;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.database.DatabaseUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
  private final CountDownLatch closing = new CountDownLatch(1);
  private Thread thread;

  CronHousekeeping(CronNode node, RunHistory history, OutputFiles outputs, Clock clock) {
    this.node = node;
    this.history = history;
    this.outputs = outputs;
    this.clock = clock;
  }

  void start() {
    thread = Thread.ofVirtual().name("pepper-cron-pulse").start(this::loop);
  }

  private void loop() {
    try {
      for (int beats = 1; !closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS); beats++) {
        attempt(node::recordOutputs);
        if (beats % ROUNDS_TO_UPKEEP == 0) {
          attempt(node::findLostRuns);
          attempt(node::cleanUpOrphanedState);
          attempt(outputs::deleteExcess);
          attempt(() -> history.sweep(clock.instant()));
        }
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  private static void attempt(Runnable duty) {
    try {
      duty.run();
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "cron's regular work waits for the database", e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "cron's regular work failed and is tried again", e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
