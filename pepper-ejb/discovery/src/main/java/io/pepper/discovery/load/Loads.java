package io.pepper.discovery.load;

import io.pepper.discovery.Registry;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Load;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The loads reported to this node, in memory only: a report changes no record, notifies no poll and
 * reaches no other node by itself. Old reports count for nothing. At most one is kept for each
 * instance there is. Never blocks; safe for any number of threads.
 */
public final class Loads {
  /** The age from which on a report counts for nothing. */
  public static final Duration STALE = Duration.ofSeconds(15);

  private final Registry registry;
  private final Clock clock;
  private final Map<AppKey, Map<InstanceKey, Load>> reports = new ConcurrentHashMap<>();
  private final AtomicLong nextTidy = new AtomicLong();

  public Loads(Registry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * @throws UnknownInstanceException if it is not registered
   * @throws IllegalArgumentException if it is no load
   */
  public void report(InstanceKey key, double value) {
    if (registry.find(key.app()).flatMap(app -> app.find(key)).isEmpty()) {
      throw new UnknownInstanceException(key);
    }
    Load load = new Load(value, clock.millis());
    tidy(load.at());
    reports.computeIfAbsent(key.app(), app -> new ConcurrentHashMap<>()).put(key, load);
  }

  /** Returns the reports of an application's instances that are not yet too old, in order. */
  public Map<InstanceKey, Load> of(AppKey app) {
    long now = clock.millis();
    Map<InstanceKey, Load> fresh = new TreeMap<>();
    reports
        .getOrDefault(app, Map.of())
        .forEach((key, load) -> {
          if (!isStale(load, now)) {
            fresh.put(key, load);
          }
        });
    return fresh;
  }

  /** Forgets old reports, now and then. */
  private void tidy(long now) {
    long due = nextTidy.get();
    if (now >= due && nextTidy.compareAndSet(due, now + STALE.toMillis())) {
      reports.values().forEach(ofApp -> ofApp.values().removeIf(load -> isStale(load, now)));
      reports.keySet().removeIf(app -> registry.find(app).filter(it -> !it.isEmpty()).isEmpty());
    }
  }

  private static boolean isStale(Load load, long now) {
    return load.at() < now - STALE.toMillis();
  }
}
