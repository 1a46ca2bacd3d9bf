package io.pepper.discovery.front.grpc;

import io.pepper.discovery.instance.InstanceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Instances whose programs deregistered them and may still send keep-alives, as clients of gokeeper
 * do whose loop is not stopped. A program is known by the registration time that it sends.
 * Thread-safe.
 */
final class DeregisteredInstances {
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration MIN_RETENTION = Duration.ofMinutes(2);

  private record Farewell(long program, Instant until) {}

  private final Clock clock;
  private final Map<InstanceKey, Farewell> farewells =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InstanceKey, Farewell> eldest) {
          return size() > MAX_REMEMBERED || eldest.getValue().until().isBefore(clock.instant());
        }
      };

  DeregisteredInstances(Clock clock) {
    this.clock = clock;
  }

  /** Notes that a program deregistered its instance. */
  synchronized void left(InstanceKey key, long program, Duration lifetime) {
    Duration memory = lifetime.compareTo(MIN_RETENTION) > 0 ? lifetime : MIN_RETENTION;
    farewells.remove(key);
    farewells.put(key, new Farewell(program, clock.instant().plus(memory)));
  }

  /**
   * Returns whether a message comes from a program that deregistered; it then stays known for as
   * long again.
   */
  synchronized boolean isLate(InstanceKey key, long program, Duration lifetime) {
    Farewell farewell = farewells.get(key);
    if (farewell == null
        || farewell.program() != program
        || farewell.until().isBefore(clock.instant())) {
      return false;
    }
    left(key, program, lifetime);
    return true;
  }

  /** Forgets an instance that registers again. */
  synchronized void back(InstanceKey key) {
    farewells.remove(key);
  }
}
