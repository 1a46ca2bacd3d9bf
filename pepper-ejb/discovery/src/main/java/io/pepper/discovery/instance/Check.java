package io.pepper.discovery.instance;

import java.time.Duration;

/**
 * A check by which the nodes find out whether an instance works. Immutable.
 *
 * @param type what is tried
 * @param scheme which of the instance's addresses, such as {@code http}; the first that has it
 * @param path of an HTTP check, such as {@code /health}; of a gRPC check the service's name; empty
 *     otherwise
 * @param interval between two tries; 1 second to 1 hour
 * @param timeout of one try; 10 milliseconds to the interval
 * @param failures in a row that make an instance unhealthy; 1 to 100
 * @param successes in a row that make it healthy again; 1 to 100
 */
public record Check(
    Type type,
    String scheme,
    String path,
    Duration interval,
    Duration timeout,
    int failures,
    int successes) {
  /** The kind of request that a check makes. */
  public enum Type {
    /** A connection can be made. */
    TCP,
    /** A GET is answered with 200 to 399. */
    HTTP,
    /** {@code grpc.health.v1.Health/Check} answers SERVING. */
    GRPC
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException naming the part that is out of range
   */
  public Check {
    within("interval", interval, Duration.ofSeconds(1), Duration.ofHours(1));
    within("timeout", timeout, Duration.ofMillis(10), interval);
    within("failures", failures);
    within("successes", successes);
    if (scheme.isBlank()) {
      throw new IllegalArgumentException("scheme is needed: which address is checked");
    }
    if (type == Type.HTTP && !path.startsWith("/")) {
      throw new IllegalArgumentException("path of an HTTP check must begin with '/'");
    }
  }

  private static void within(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, not %s".formatted(what, least, most, value));
    }
  }

  private static void within(String what, int value) {
    if (value < 1 || value > 100) {
      throw new IllegalArgumentException("%s must be 1 to 100, not %d".formatted(what, value));
    }
  }
}
