package io.pepper.client.select;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The usual ways to choose. Each call makes a selector of its own, for one application. */
public final class Selectors {
  /** The age after which a report of load says nothing: five of those that come every second. */
  private static final Duration STALE = Duration.ofSeconds(5);

  private Selectors() {}

  /** Returns the selector of any instance, with equal chances. */
  public static Selector random() {
    return choice ->
        choice.candidates().get(ThreadLocalRandom.current().nextInt(choice.candidates().size()));
  }

  /**
   * Returns the selector of each instance in turn; one that is not a candidate for a while neither
   * loses nor gains.
   */
  public static Selector roundRobin() {
    return new SmoothTurns(Weights::equal);
  }

  /**
   * Returns the selector of each instance in proportion to {@code metadata.weight}, spread evenly
   * (Nginx's smooth weighted round robin). Weight 0 gets nothing unless all have it. An instance
   * without a weight, or with one that is not a whole number of 0 or more, has the average of the
   * others, or 10.
   */
  public static Selector weighted() {
    return new SmoothTurns(Weights::of);
  }

  /**
   * Returns the selector of the same instance for the same key, such as a hash of client or URL.
   * When instances come or go only the keys of those move. Respects weights like {@link #weighted}.
   * Without a key it selects any.
   */
  public static Selector consistentHash() {
    return new RendezvousHash();
  }

  /**
   * Returns the selector that chooses the zone first, then within it. Where the application has
   * weights for the caller's zone they share out the traffic; else the caller's own zone is
   * preferred, and all others count as one when it has no candidate. With a key the zone is the
   * same for the same key.
   */
  public static Selector zoneFirst(Selector within) {
    return new ZoneFirst(within);
  }

  /**
   * Returns the selector of the less loaded one of two that are picked at random, so that not all
   * callers rush to the same. It goes by what instances report (see {@code Registered.reportLoad}),
   * else by {@code metadata.load}; reports older than 5 s are ignored, and an instance without one
   * counts as average.
   */
  public static Selector leastLoad() {
    return leastLoad(STALE, Clock.systemUTC());
  }

  /**
   * Returns the selector of {@link #leastLoad()} with another limit of age.
   *
   * @param stale age from which a report is ignored
   * @param clock the one by which reports are dated
   */
  public static Selector leastLoad(Duration stale, Clock clock) {
    return new LeastLoad(stale, clock);
  }
}
