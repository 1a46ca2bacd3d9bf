package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.membership.LeasedKey;
import java.time.Duration;
import java.util.Optional;

/**
 * The worker id of this node, 0 to 1023: a part of every job id that makes it unlike those of other
 * nodes. Claimed in Coordination for as long as the node lives (docs/protocol.md, Ids).
 */
final class WorkerIdLease implements AutoCloseable {
  private static final Duration LEASE_DURATION = Duration.ofSeconds(30);
  private static final String PREFIX = "shards/";

  private final int number;
  private final LeasedKey claim;

  private WorkerIdLease(int number, LeasedKey claim) {
    this.number = number;
    this.claim = claim;
  }

  /**
   * Claims a worker id: the node's own from its last run if it is still claimed, otherwise the
   * first free one.
   *
   * @throws IllegalStateException if none is free
   */
  static WorkerIdLease claim(Coordination coordination, String node) {
    int start = Math.floorMod(node.hashCode(), JobIdGenerator.WORKER_IDS);
    for (int i = 0; i < JobIdGenerator.WORKER_IDS; i++) {
      int number = (start + i) % JobIdGenerator.WORKER_IDS;
      Optional<LeasedKey> claim = claim(coordination, number, node);
      if (claim.isPresent()) {
        return new WorkerIdLease(number, claim.get());
      }
    }
    throw new IllegalStateException(
        "all " + JobIdGenerator.WORKER_IDS + " shard numbers are taken; there are too many nodes");
  }

  int number() {
    return number;
  }

  @Override
  public void close() {
    claim.close();
  }

  private static Optional<LeasedKey> claim(Coordination coordination, int number, String node) {
    String key = PREFIX + number;
    Optional<Entry> holder = coordination.get(key);
    boolean isFree = holder.isEmpty() || new String(holder.get().value(), UTF_8).equals(node);
    return isFree
        ? LeasedKey.claim(
            coordination,
            key,
            holder.map(Entry::revision).orElse(0L),
            node.getBytes(UTF_8),
            LEASE_DURATION)
        : Optional.empty();
  }
}
