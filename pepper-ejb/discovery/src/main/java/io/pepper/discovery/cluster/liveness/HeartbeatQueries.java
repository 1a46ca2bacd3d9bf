package io.pepper.discovery.cluster.liveness;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.instance.InstanceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * This node's queries to the others: whether they had later heartbeats of instances that are late
 * here. A node that had takes the instance over before it answers. An instance is asked about when
 * it is late, a few times as long as it is, and once more when it is overdue. One round at a time.
 * Belongs to the liveness thread.
 */
final class HeartbeatQueries {
  private static final int MAX_BYTES = 512 << 10;
  private static final int BYTES_PER_AGE = 16;

  /** A member that does not answer for longer than a lease lasts is stuck. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private static final int QUERIES_PER_LIFETIME = 4;

  private final Coordination coordination;
  private final Peers peers;
  private final String node;
  private final Map<InstanceKey, Long> answered = new HashMap<>();
  private final List<InstanceKey> asked = new ArrayList<>();
  private String round = "";
  private long askedAt;

  HeartbeatQueries(Coordination coordination, Peers peers, String node) {
    this.coordination = coordination;
    this.peers = peers;
    this.node = node;
  }

  /** Continues asking about these instances, and about no others. May block. */
  void refresh(List<Suspect> suspects, Lease lease, long now) {
    Set<InstanceKey> late = new HashSet<>();
    suspects.forEach(suspect -> late.add(suspect.state().key()));
    answered.keySet().retainAll(late);
    if (isRoundOver(now)) {
      asked.forEach(key -> answered.put(key, askedAt));
      asked.clear();
      send(suspects, lease, now);
    }
  }

  private boolean isRoundOver(long now) {
    return asked.isEmpty()
        || now - askedAt > ANSWER_TIMEOUT.toNanos()
        || peers.others(node).stream().allMatch(other -> peers.hasAnswered(other, node, round));
  }

  private void send(List<Suspect> suspects, Lease lease, long now) {
    if (peers.others(node).isEmpty()) {
      return;
    }
    Map<String, Long> ages = new LinkedHashMap<>();
    int bytes = 0;
    for (Suspect suspect : suspects) {
      if (bytes < MAX_BYTES && isToBeAsked(suspect, now)) {
        String key = RegistryKeys.instance(suspect.state().key());
        ages.put(key, suspect.age().ageMillis());
        bytes += key.length() + BYTES_PER_AGE;
        asked.add(suspect.state().key());
      }
    }
    if (!ages.isEmpty()) {
      round = UUID.randomUUID().toString();
      askedAt = now;
      coordination.commit(
          Transaction.unconditional()
              .put(RegistryKeys.query(node), new HeartbeatQuery(round, ages).toBytes(), lease));
    }
  }

  private boolean isToBeAsked(Suspect suspect, long now) {
    Long last = answered.get(suspect.state().key());
    return last == null
        || now - last > suspect.age().lifetime() / QUERIES_PER_LIFETIME
        || (suspect.age().isOverdue() && last - suspect.age().deadline(now) < 0);
  }

  /** Returns whether no other node had a heartbeat, asked after the instance was overdue. */
  boolean isGivenUp(Suspect suspect, long now) {
    if (!suspect.age().isOverdue()) {
      return false;
    }
    Long last = answered.get(suspect.state().key());
    return peers.others(node).isEmpty()
        || (last != null && last - suspect.age().deadline(now) >= 0);
  }

  /** Discards all answers. */
  void forget() {
    answered.clear();
    asked.clear();
  }
}
