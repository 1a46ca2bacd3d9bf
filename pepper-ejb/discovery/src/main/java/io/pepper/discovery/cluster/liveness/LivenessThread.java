package io.pepper.discovery.cluster.liveness;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that checks nodes and heartbeats. A platform thread, since noticing must not depend on
 * how busy the carriers of virtual threads are.
 */
public final class LivenessThread implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LivenessThread.class.getName());

  /** A periodic task; may block as long as the coordination does. */
  public interface Duty {
    void run() throws InterruptedException;
  }

  private final Duration period;
  private final List<Duty> duties;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  public LivenessThread(Duration period, List<Duty> duties) {
    this.period = period;
    this.duties = duties;
    this.thread =
        Thread.ofPlatform()
            .name("pepper-discovery-liveness")
            .daemon()
            .unstarted(this::runPeriodically);
  }

  public void open() {
    thread.start();
  }

  private void runPeriodically() {
    try {
      while (!closing.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        runOnce();
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Runs every task once. */
  public synchronized void runOnce() throws InterruptedException {
    for (Duty duty : duties) {
      try {
        duty.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "discovery could not look after everything", e);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
