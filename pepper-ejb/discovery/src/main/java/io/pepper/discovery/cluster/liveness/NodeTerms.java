package io.pepper.discovery.cluster.liveness;

import io.pepper.discovery.DiscoveryNode;
import java.time.Duration;

/**
 * The terms on which this node takes part.
 *
 * @param home distinguishes this installation of the node from any other with its name
 * @param instances how many there may be
 * @param timeToLive how long a node may be out of touch before others take it for dead; at least 2
 *     seconds
 * @param protection when it keeps what it should remove
 */
public record NodeTerms(
    DiscoveryNode self,
    String home,
    int instances,
    Duration timeToLive,
    ProtectionTerms protection) {
  /** Default limit of the number of instances. */
  public static final int DEFAULT_INSTANCES = 200_000;

  public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(10);

  /**
   * The terms of self-preservation.
   *
   * @param enabled whether anything is ever kept
   * @param percent of the instances of a node that may be late at once; 1 to 100
   * @param longest how long they are kept
   */
  public record ProtectionTerms(boolean enabled, int percent, Duration longest) {
    public static final ProtectionTerms DEFAULT =
        new ProtectionTerms(true, 15, Duration.ofHours(1));
  }

  /** Returns the default terms. */
  public static NodeTerms byDefault(DiscoveryNode self, String home) {
    return new NodeTerms(
        self, home, DEFAULT_INSTANCES, DEFAULT_TIME_TO_LIVE, ProtectionTerms.DEFAULT);
  }

  public String node() {
    return self.name();
  }
}
