package io.pepper.discovery.instance;

import java.util.Comparator;

/**
 * An application in one environment: what consumers ask for.
 *
 * @param environment such as {@code prod}; 1 to 255 characters, no control characters
 * @param name such as {@code goim.comet}; the same rule
 */
public record AppKey(String environment, String name) implements Comparable<AppKey> {
  private static final Comparator<AppKey> ORDER =
      Comparator.comparing(AppKey::environment).thenComparing(AppKey::name);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException naming the part that is wrong, as its protocol calls it
   */
  public AppKey {
    InstanceNames.checked("env", environment);
    InstanceNames.checked("appid", name);
  }

  @Override
  public int compareTo(AppKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return environment + "/" + name;
  }
}
