package io.pepper.client.select;

import io.pepper.client.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exclusion of instances that just failed, sooner than any registry could: for a second after
 * the first failure, twice as long after each further one, up to a limit. At most half of them are
 * excluded, since then the fault is more likely the caller's; those whose time ends first come
 * back. Safe for any number of threads.
 */
public final class Ejection {
  private static final int MAX_TRACKED = 4_096;

  private final Duration first;
  private final Duration longest;
  private final Clock clock;
  private final Map<Name, Failing> failing = new HashMap<>();

  /** Creates an exclusion of one second, up to 30. */
  public Ejection() {
    this(Duration.ofSeconds(1), Duration.ofSeconds(30), Clock.systemUTC());
  }

  /**
   * @param first after the first failure; more than 0
   * @param longest at least as long as the first
   */
  public Ejection(Duration first, Duration longest, Clock clock) {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "%s and %s are no first and longest time".formatted(first, longest));
    }
    this.first = first;
    this.longest = longest;
    this.clock = clock;
  }

  /** Takes note that the instance could not be reached. */
  public synchronized void failed(Instance instance) {
    Instant now = clock.instant();
    if (failing.size() >= MAX_TRACKED) {
      failing.values().removeIf(it -> it.until.isBefore(now));
    }
    Name name = Name.of(instance);
    Failing before = failing.get(name);
    if (before == null && failing.size() >= MAX_TRACKED) {
      return;
    }
    if (before != null && now.isBefore(before.until)) {
      // One of several calls that were under way: it says nothing new.
      return;
    }
    int failures = before == null ? 0 : before.failures;
    failing.put(name, new Failing(failures + 1, now.plus(pause(failures))));
  }

  /** Takes note that the instance answered. */
  public synchronized void succeeded(Instance instance) {
    failing.remove(Name.of(instance));
  }

  /**
   * @return at least half of the instances, in their order
   */
  public synchronized List<Instance> filter(List<Instance> instances) {
    if (failing.isEmpty()) {
      return instances;
    }
    Instant now = clock.instant();
    List<Instance> out = new ArrayList<>();
    for (Instance instance : instances) {
      Failing known = failing.get(Name.of(instance));
      if (known != null && now.isBefore(known.until)) {
        out.add(instance);
      }
    }
    out.sort(Comparator.comparing((Instance it) -> failing.get(Name.of(it)).until).reversed());
    Set<Instance> left = new HashSet<>(out.subList(0, Math.min(out.size(), instances.size() / 2)));
    return left.isEmpty()
        ? instances
        : instances.stream().filter(instance -> !left.contains(instance)).toList();
  }

  private Duration pause(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures, 20));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  private record Name(String app, String zone, String hostname) {
    static Name of(Instance instance) {
      return new Name(instance.app(), instance.zone(), instance.hostname());
    }
  }

  private record Failing(int failures, Instant until) {}
}
