package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.JobIdGenerator;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.membership.LeasedKey;
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
  private final LeasedKey claim;

  private WorkerIdLease(int number, LeasedKey claim) {
    this.number = number;
    this.claim = claim;
  }

  /** Claims the node's own number of its last run if it is still claimed, else the first free. */
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
            TIME_TO_LIVE)
        : Optional.empty();
  }
}
