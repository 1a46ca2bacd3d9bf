package io.pepper.client.select;

import io.pepper.client.Instance;
import io.pepper.client.Load;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;

/** Two at random, the less loaded of them. */
final class LeastLoad implements Selector {
  private final Duration stale;
  private final Clock clock;

  LeastLoad(Duration stale, Clock clock) {
    this.stale = stale;
    this.clock = clock;
  }

  @Override
  public Instance select(Choice choice) {
    List<Instance> candidates = choice.candidates();
    int count = candidates.size();
    if (count == 1) {
      return candidates.getFirst();
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int first = random.nextInt(count);
    int second = (first + 1 + random.nextInt(count - 1)) % count;
    Map<String, Load> loads = choice.loads().get();
    Instant now = clock.instant();
    OptionalDouble one = load(candidates.get(first), loads, now);
    OptionalDouble other = load(candidates.get(second), loads, now);
    if (one.isEmpty() && other.isEmpty()) {
      return candidates.get(first);
    }
    double average = one.isPresent() && other.isPresent() ? 0 : average(candidates, loads, now);
    return one.orElse(average) <= other.orElse(average)
        ? candidates.get(first)
        : candidates.get(second);
  }

  private double average(List<Instance> candidates, Map<String, Load> loads, Instant now) {
    return candidates.stream()
        .map(candidate -> load(candidate, loads, now))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average()
        .orElse(0);
  }

  private OptionalDouble load(Instance instance, Map<String, Load> loads, Instant now) {
    Load reported = loads.get(instance.hostname());
    if (reported != null && isFresh(reported.at(), now)) {
      return OptionalDouble.of(reported.load());
    }
    Instant changed = Instant.ofEpochSecond(0, instance.changed());
    return isFresh(changed, now) ? number(instance.metadata().get("load")) : OptionalDouble.empty();
  }

  private boolean isFresh(Instant at, Instant now) {
    return Duration.between(at, now).compareTo(stale) <= 0;
  }

  private static OptionalDouble number(String text) {
    try {
      double load = text == null ? -1 : Double.parseDouble(text);
      return load >= 0 ? OptionalDouble.of(load) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
