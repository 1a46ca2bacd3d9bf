package io.pepper.discovery;

import io.pepper.discovery.instance.AppKey;
import java.util.List;
import java.util.function.Consumer;

/**
 * The consumers that wait at this node, by one protocol, for news. Safe for any number of threads.
 */
public interface Pollers {
  /**
   * One who waits.
   *
   * @param name what it calls itself: its hostname
   * @param apps what it waits for
   */
  record Poller(String name, List<AppKey> apps) {}

  /** Passes on each consumer that waits at this moment, once; never blocks. */
  void forEach(Consumer<Poller> listener);
}
