package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.state.RegistryKeys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The watch that delivers to this node everything that the cluster holds. */
final class RegistryWatch implements AutoCloseable {
  private static final Duration FIRST_LIST_TIMEOUT = Duration.ofSeconds(30);

  private final Coordination coordination;
  private final WatchHandler handler;
  private final CountDownLatch listed = new CountDownLatch(1);
  private Coordination.KeyWatch watch;

  RegistryWatch(Coordination coordination, WatchHandler handler) {
    this.coordination = coordination;
    this.handler = handler;
  }

  /**
   * Begins to watch, and waits for the first list.
   *
   * @throws CoordinationUnavailableException if it does not come within 30 s
   */
  void open() {
    watch = coordination.follow(RegistryKeys.ALL, this::handle);
    try {
      if (!listed.await(FIRST_LIST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CoordinationUnavailableException(
            "what discovery knows was not listed within %s".formatted(FIRST_LIST_TIMEOUT), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CoordinationUnavailableException("interrupted while it was listed", e);
    }
  }

  private void handle(Changes changes) {
    handler.accept(changes);
    listed.countDown();
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
