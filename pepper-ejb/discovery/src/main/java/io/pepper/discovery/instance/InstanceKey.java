package io.pepper.discovery.instance;

import java.util.Comparator;

/**
 * The name of an instance, unique in the cluster.
 *
 * @param zone 1 to 255 characters, no control characters
 * @param name the {@code hostname} of bilibili/discovery, the {@code id} of gokeeper, the leaf of
 *     rpcx; the same rule
 */
public record InstanceKey(AppKey app, String zone, String name) implements Comparable<InstanceKey> {
  private static final Comparator<InstanceKey> ORDER =
      Comparator.comparing(InstanceKey::app)
          .thenComparing(InstanceKey::zone)
          .thenComparing(InstanceKey::name);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException naming the part that is wrong, as its protocol calls it
   */
  public InstanceKey {
    InstanceNames.checked("zone", zone);
    InstanceNames.checked("hostname", name);
  }

  @Override
  public int compareTo(InstanceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return app + "/" + zone + "/" + name;
  }
}
