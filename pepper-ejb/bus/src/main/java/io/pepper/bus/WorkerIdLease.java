package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * The number in every id that tells this node's ids from those of other nodes. Claimed in
 * Coordination for as long as the node lives.
 */
final class WorkerIdLease implements AutoCloseable {
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);
  private static final String PREFIX = "shards/";

  private final int number;
  private final Coordination.Lease lease;

  private WorkerIdLease(int number, Coordination.Lease lease) {
    this.number = number;
    this.lease = lease;
  }

  /** The node's own number from its last run if it is still claimed, else the first free one. */
  static WorkerIdLease claim(Coordination coordination, String node) {
    Coordination.Lease lease = coordination.grant(TIME_TO_LIVE);
    int start = Math.floorMod(node.hashCode(), JobIdGenerator.WORKER_IDS);
    for (int i = 0; i < JobIdGenerator.WORKER_IDS; i++) {
      int number = (start + i) % JobIdGenerator.WORKER_IDS;
      if (claim(coordination, number, node, lease)) {
        return new WorkerIdLease(number, lease);
      }
    }
    lease.close();
    throw new IllegalStateException(
        "all " + JobIdGenerator.WORKER_IDS + " shard numbers are taken; there are too many nodes");
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
