package io.pepper.discovery.cluster.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import java.time.Clock;
import java.util.Optional;

/**
 * The base of an application's version numbers, which are made of revisions and look like
 * nanoseconds since 1970. One epoch holds for all nodes as long as their coordination lives; that
 * of a later, empty coordination gives larger numbers.
 *
 * @param nanos what revision 0 stands for, nanoseconds since 1970
 */
public record Epoch(long nanos) {
  /**
   * The distance from one revision to the next. It leaves room for what one node changes alone
   * between the two. As long as there are fewer than 15,000 revisions a second, the numbers do not
   * run ahead of time, and so a new coordination begins above the old one.
   */
  public static final int STEP = 1 << 16;

  /** Reads the epoch of a cluster; makes it if there is none. */
  public static Epoch of(Coordination coordination, Clock clock) {
    Optional<Entry> made = coordination.get(RegistryKeys.EPOCH);
    if (made.isEmpty()) {
      long revision = coordination.list(RegistryKeys.EPOCH).revision();
      String nanos = Long.toString(EpochNanos.of(clock) - revision * STEP);
      // If another node was faster, its word holds.
      coordination.compareAndPut(RegistryKeys.EPOCH, 0, nanos.getBytes(UTF_8), Optional.empty());
      made = coordination.get(RegistryKeys.EPOCH);
    }
    return new Epoch(Long.parseLong(new String(made.orElseThrow().value(), UTF_8)));
  }

  /**
   * @param bumps less than {@link #STEP}
   */
  public long changed(long revision, int bumps) {
    return nanos + revision * STEP + bumps;
  }
}
