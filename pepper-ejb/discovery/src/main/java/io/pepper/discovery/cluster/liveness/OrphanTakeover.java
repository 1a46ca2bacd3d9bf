package io.pepper.discovery.cluster.liveness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The search for instances whose node is gone. A node that has their heartbeats takes them over at
 * once; the others go to the first of the nodes a little later. Belongs to the liveness thread.
 */
final class OrphanTakeover {
  private static final Duration DELAY = Duration.ofSeconds(2);

  private final Peers peers;
  private final String node;
  private final Map<String, Long> missing = new HashMap<>();

  OrphanTakeover(Peers peers, String node) {
    this.peers = peers;
    this.node = node;
  }

  /** Forgets the absence of nodes that came back. */
  void forgetReturned() {
    missing.keySet().removeIf(peers::isMember);
  }

  /**
   * Returns whether this node has to claim an instance of another node.
   *
   * @param hasFreshBeat whether this node had a heartbeat of it within its lifetime
   */
  boolean mustClaim(String owner, boolean hasFreshBeat, long now) {
    if (owner.isEmpty() || owner.equals(node) || peers.isMember(owner)) {
      return false;
    }
    long since = missing.computeIfAbsent(owner, absent -> now);
    return hasFreshBeat
        || (now - since > DELAY.toNanos() && peers.firstMember().filter(node::equals).isPresent());
  }
}
