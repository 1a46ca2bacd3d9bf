package io.pepper.bus.dispatch;

import io.pepper.bus.definition.DeliveryMethod;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The bound on concurrent pings of one consumer, shared by all topics of this node. Consumers are
 * told apart by address. Safe for any number of threads.
 */
final class PingLimiter {
  private final int maxPings;
  private final Map<String, Semaphore> permitsByAddress = new ConcurrentHashMap<>();

  /**
   * Creates a limiter.
   *
   * @param maxPings concurrent pings of one consumer, at least 1
   */
  PingLimiter(int maxPings) {
    this.maxPings = maxPings;
  }

  /** Returns the permits of the consumer's address; one is needed for each ping. */
  Semaphore permits(DeliveryMethod delivery) {
    String address =
        switch (delivery) {
          case DeliveryMethod.FastCgi target -> target.address().text();
          case DeliveryMethod.Http target -> target.url().getAuthority();
          case DeliveryMethod.LocalCommand target -> target.command().getFirst();
          case DeliveryMethod.Pull none -> "";
        };
    return permitsByAddress.computeIfAbsent(address, key -> new Semaphore(maxPings));
  }
}
