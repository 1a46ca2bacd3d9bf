package io.pepper.client;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory of lists for the next run. It writes on a virtual thread: once a second at most while
 * lists change, and every five minutes, so that the age that is read back is not far off.
 */
final class Snapshot implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Snapshot.class.getName());
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
  private static final Duration AT_LEAST = Duration.ofMinutes(5);
  private static final int MAX_APPS = 1_000;

  private final SnapshotFile file;
  private final Map<String, Instances> known;
  private final Map<String, Application> watched = new LinkedHashMap<>();
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;
  private boolean complained;

  Snapshot(SnapshotFile file) {
    this.file = file;
    this.known = new LinkedHashMap<>(file.load());
    this.thread = Thread.ofVirtual().name("pepper-client-snapshot").start(this::run);
  }

  synchronized void remember(Application application) {
    watched.put(application.name(), application);
    application.onChange(instances -> changes.release());
  }

  synchronized void forget(String app) {
    watched.remove(app);
  }

  /** Gives an application of which nothing is known what the last run knew. */
  synchronized void recall(Application application) {
    Instances old = known.get(application.name());
    if (old != null && application.instances().source() == Instances.Source.NOBODY) {
      LOG.log(
          Level.WARNING,
          () ->
              "no server of discovery answers: %s is taken from the last run, as of %s"
                  .formatted(application.name(), old.confirmed()));
      application.recall(old);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save();
  }

  private void run() {
    try {
      while (true) {
        changes.tryAcquire(AT_LEAST.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        save();
        Thread.sleep(BETWEEN_WRITES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void save() {
    watched.forEach((app, application) -> {
      if (application.instances().source() == Instances.Source.REGISTRY) {
        // The newest last, so that it is the oldest that has to go.
        known.remove(app);
        known.put(app, application.instances());
      }
    });
    while (known.size() > MAX_APPS) {
      known.remove(known.keySet().iterator().next());
    }
    try {
      file.save(known);
      complained = false;
    } catch (IOException | RuntimeException e) {
      // Edge: a file that cannot be written must not end the thread, which tries again.
      if (!complained) {
        complained = true;
        LOG.log(Level.WARNING, "the snapshot of discovery cannot be written: " + e.getMessage());
      }
    }
  }
}
