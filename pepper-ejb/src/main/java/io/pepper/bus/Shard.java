package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.JobIds;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * The number in every id that tells this node's ids from those of other nodes. Claimed in
 * Coordination for as long as the node lives.
 */
final class Shard implements AutoCloseable {
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);
  private static final String PREFIX = "shards/";

  private final int number;
  private final Coordination.Lease lease;

  private Shard(int number, Coordination.Lease lease) {
    this.number = number;
    this.lease = lease;
  }

  /** The node's own number from its last run if it is still claimed, else the first free one. */
  static Shard claim(Coordination coordination, String node) {
    Coordination.Lease lease = coordination.grant(TIME_TO_LIVE);
    int start = Math.floorMod(node.hashCode(), JobIds.SHARDS);
    for (int i = 0; i < JobIds.SHARDS; i++) {
      int number = (start + i) % JobIds.SHARDS;
      if (claim(coordination, number, node, lease)) {
        return new Shard(number, lease);
      }
    }
    lease.close();
    throw new IllegalStateException(
        "all " + JobIds.SHARDS + " shard numbers are taken; there are too many nodes");
  }

  int number() {
    return number;
  }

  @Override
  public void close() {
    lease.close();
  }

  private static boolean claim(
      Coordination coordination, int number, String node, Coordination.Lease lease) {
    String key = PREFIX + number;
    Optional<Entry> holder = coordination.get(key);
    boolean free = holder.isEmpty() || new String(holder.get().value(), UTF_8).equals(node);
    return free
        && coordination
            .compareAndPut(
                key,
                holder.map(Entry::revision).orElse(0L),
                node.getBytes(UTF_8),
                Optional.of(lease))
            .isPresent();
  }
}
