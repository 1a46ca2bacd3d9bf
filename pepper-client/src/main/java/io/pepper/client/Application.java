package io.pepper.client;

import io.pepper.client.transport.Listening;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The live list of an application's instances. Reading it never waits. Safe for any number of
 * threads.
 */
public final class Application {
  /** The subscription of one listener; closing it ends the notifications. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private static final int MAX_LISTENERS = 256;

  private final String name;
  private final String zone;
  private final Clock clock;
  private final Supplier<Map<String, Load>> loads;
  private final CountDownLatch known = new CountDownLatch(1);
  private final List<Listening<Instances>> listeners = new CopyOnWriteArrayList<>();
  private volatile Instances current = Instances.UNKNOWN;
  private volatile Runnable missing = () -> {};

  Application(String name, String zone, Clock clock, Supplier<Map<String, Load>> loads) {
    this.name = name;
    this.zone = zone;
    this.clock = clock;
    this.loads = loads;
  }

  /** Returns the name, such as {@code shop.stock}. */
  public String name() {
    return name;
  }

  /** Returns the zone of the process that watches. */
  public String zone() {
    return zone;
  }

  /** Returns the instances that are known now. */
  public Instances instances() {
    return current;
  }

  /** Returns the time since the list was last known to be true. */
  public Duration age() {
    return current.age(clock.instant());
  }

  /** Returns loads by hostname, not much older than a second; empty if the registry has none. */
  public Map<String, Load> loads() {
    return loads.get();
  }

  /**
   * Waits for the first list. If no server gives one in time, the one of the last run is used, if
   * there is a snapshot.
   *
   * @return what is known now; its source is {@code NOBODY} if nothing is
   */
  public Instances await(Duration limit) {
    try {
      if (!known.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        missing.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return current;
  }

  /**
   * Calls the listener after each change, on a virtual thread, one call at a time. Changes that
   * come while it is busy are reported as one: it always gets the newest. If something is known
   * already it gets that first.
   *
   * @throws IllegalStateException if there are 256 listeners already
   */
  public Subscription onChange(Consumer<Instances> listener) {
    if (listeners.size() >= MAX_LISTENERS) {
      throw new IllegalStateException(
          "%s has %d listeners already; close those that are not needed"
              .formatted(name, MAX_LISTENERS));
    }
    Listening<Instances> listening =
        new Listening<>(
            "the instances of " + name,
            Instances.UNKNOWN,
            this::instances,
            Instances::saysTheSameAs,
            (before, now) -> listener.accept(now));
    listeners.add(listening);
    listening.wake();
    return () -> {
      listeners.remove(listening);
      listening.end();
    };
  }

  /** Sets the task that runs when a caller has waited in vain for the first list. */
  void whenMissing(Runnable task) {
    missing = task;
  }

  /** Replaces the list by what a registry reports. */
  void update(List<Instance> list, Map<String, Map<String, Integer>> zoneWeights) {
    Instances next = new Instances(list, zoneWeights, Instances.Source.REGISTRY, clock.instant());
    synchronized (this) {
      boolean same = next.saysTheSameAs(current);
      current = next;
      known.countDown();
      if (same) {
        return;
      }
    }
    listeners.forEach(Listening::wake);
  }

  /** Takes note that a registry reports no change. */
  synchronized void confirm() {
    if (current.source() == Instances.Source.REGISTRY) {
      current = current.confirmedAt(clock.instant());
    }
  }

  /** Sets what a former run knew, unless something is known already. */
  void recall(Instances old) {
    synchronized (this) {
      if (current.source() != Instances.Source.NOBODY) {
        return;
      }
      current = old;
      known.countDown();
    }
    listeners.forEach(Listening::wake);
  }
}
