package io.pepper.client.select;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The usual ways to choose. Each call makes a selector of its own, for one application. */
public final class Selectors {
  /** After this a report of load says nothing: five of those that come every second. */
  private static final Duration STALE = Duration.ofSeconds(5);

  private Selectors() {}

  /** Any, with equal chances. */
  public static Selector random() {
    return choice ->
        choice.candidates().get(ThreadLocalRandom.current().nextInt(choice.candidates().size()));
  }

  /** Each in turn; an instance that is not a candidate for a while neither loses nor gains. */
  public static Selector roundRobin() {
    return new SmoothTurns(Weights::equal);
  }

  /**
   * In proportion to {@code metadata.weight}, spread evenly (Nginx's smooth weighted round robin).
   * Weight 0 takes nothing unless all have it. Who says no weight, or none that is a whole number
   * of 0 or more, has the average of the others, or 10.
   */
  public static Selector weighted() {
    return new SmoothTurns(Weights::of);
  }

  /**
   * The same instance for the same key (Z2's hash of client or URL). When instances come or go only
   * the keys of those move. Respects weights like {@link #weighted}. Without a key: any.
   */
  public static Selector consistentHash() {
    return new RendezvousHash();
  }

  /**
   * First the zone, then within it. Where the application has weights for the caller's zone they
   * share out the traffic (spec 1.13); else the caller's own zone is preferred, and all others
   * count as one when it has no candidate. With a key the zone is the same for the same key.
   */
  public static Selector zoneFirst(Selector within) {
    return new ZoneFirst(within);
  }

  /**
   * The less loaded one of two that are picked at random, so that not all callers rush to the same.
   * Goes by what instances report (see {@code Registered.reportLoad}), else by {@code
   * metadata.load}; reports older than 5 s are ignored, and who has none counts as average.
   */
  public static Selector leastLoad() {
    return leastLoad(STALE, Clock.systemUTC());
  }

  /**
   * As {@link #leastLoad()}, with another limit of age.
   *
   * @param stale age from which a report is ignored
   * @param clock the one by which reports are dated
   */
  public static Selector leastLoad(Duration stale, Clock clock) {
    return new LeastLoad(stale, clock);
  }
}
