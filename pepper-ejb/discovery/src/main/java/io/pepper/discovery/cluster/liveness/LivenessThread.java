package io.pepper.discovery.cluster.liveness;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * The thread that checks nodes and heartbeats. A platform thread, since noticing must not depend on
 * how busy the carriers of virtual threads are.
 */
public final class LivenessThread implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LivenessThread.class.getName());

  /** A periodic task; may block as long as the coordination does. */
  public interface LivenessTask {
    void run() throws InterruptedException;
  }

  private final Duration period;
  private final List<LivenessTask> tasks;
  private final PeriodicTask task;

  public LivenessThread(Duration period, List<LivenessTask> tasks) {
    this.period = period;
    this.tasks = tasks;
    this.task =
        PeriodicTask.of(Threads.platform("pepper-discovery-liveness"), period, this::repeat);
  }

  public void open() {
    task.start();
  }

  private Duration repeat() throws InterruptedException {
    runOnce();
    return period;
  }

  /** Runs every task once. */
  public synchronized void runOnce() throws InterruptedException {
    for (LivenessTask each : tasks) {
      try {
        each.run();
      } catch (RuntimeException e) {
        // Edge: one task that fails must not end the others, or nothing would expire any more.
        LOG.log(Level.ERROR, "discovery could not look after everything", e);
      }
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
