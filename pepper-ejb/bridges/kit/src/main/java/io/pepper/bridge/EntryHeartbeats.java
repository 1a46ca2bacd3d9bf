package io.pepper.bridge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The heartbeats of foreign servers: a server that writes its entry again gives the only sign of
 * life there is. What Pepper writes to an entry is none. As large as the number of entries below
 * one path. Belongs to the bridge's thread.
 */
final class EntryHeartbeats {
  private final Map<String, Long> revisions = new HashMap<>();
  private final Set<String> ours = new HashSet<>();

  /** Returns whether the entry was there before, and its server has written it again. */
  boolean isRewritten(ForeignEntry entry) {
    Long before = revisions.put(entry.key(), entry.revision());
    boolean differs = before != null && before != entry.revision();
    return differs && !ours.remove(entry.key());
  }

  /** Notes that the next revision of an entry is Pepper's own. */
  void noteOurs(ForeignEntry entry) {
    ours.add(entry.key());
  }

  /** Forgets the entries that are gone. */
  void retain(Set<String> present) {
    revisions.keySet().retainAll(present);
    ours.retainAll(present);
  }
}
