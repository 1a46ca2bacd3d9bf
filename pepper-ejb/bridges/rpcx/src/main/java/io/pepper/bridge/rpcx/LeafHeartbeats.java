package io.pepper.bridge.rpcx;

import io.pepper.coordination.etcd.ForeignKeys.ForeignKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which leaves their rpcx servers have written again since the last round, which is the only sign
 * of life that they give. What we write to them is none. As large as the number of leaves under one
 * base path. Belongs to the bridge's thread.
 */
final class LeafHeartbeats {
  private final Map<String, Long> revisions = new HashMap<>();
  private final Set<String> ours = new HashSet<>();

  /** Whether the leaf was there before, and its server has written it again. */
  boolean isRewritten(ForeignKey leaf) {
    Long before = revisions.put(leaf.key(), leaf.revision());
    boolean differs = before != null && before != leaf.revision();
    return differs && !ours.remove(leaf.key());
  }

  /** We wrote it ourselves. */
  void noteOurs(ForeignKey leaf) {
    ours.add(leaf.key());
  }

  /** Forgets the leaves that are gone. */
  void retain(Set<String> present) {
    revisions.keySet().retainAll(present);
    ours.retainAll(present);
  }
}
