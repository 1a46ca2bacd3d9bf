package io.pepper.bridge.rpcx;

import io.pepper.coordination.etcd.ForeignKeys.ForeignKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The heartbeats of rpcx servers: a server that writes its leaf again gives the only sign of life
 * there is. What Pepper writes to a leaf is none. As large as the number of leaves under one base
 * path. Belongs to the bridge's thread.
 */
final class LeafHeartbeats {
  private final Map<String, Long> revisions = new HashMap<>();
  private final Set<String> ours = new HashSet<>();

  /** Returns whether the leaf was there before, and its server has written it again. */
  boolean isRewritten(ForeignKey leaf) {
    Long before = revisions.put(leaf.key(), leaf.revision());
    boolean differs = before != null && before != leaf.revision();
    return differs && !ours.remove(leaf.key());
  }

  /** Notes that the next revision of a leaf is Pepper's own. */
  void noteOurs(ForeignKey leaf) {
    ours.add(leaf.key());
  }

  /** Forgets the leaves that are gone. */
  void retain(Set<String> present) {
    revisions.keySet().retainAll(present);
    ours.retainAll(present);
  }
}
