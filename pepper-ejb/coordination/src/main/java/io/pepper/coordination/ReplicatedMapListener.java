package io.pepper.coordination;

import java.util.Set;

/**
 * The listener to the changes of a {@link ReplicatedMap}, whoever made them. Called on the thread
 * of the watch, or of the caller that made the change; must be quick.
 *
 * @param <K> the keys of the map
 */
public interface ReplicatedMapListener<K> {
  /**
   * Reacts to what was applied at once: a list, or the changes of one revision. Called under the
   * map's lock, so in the order of changes, and before a call that made one of them returns.
   *
   * @param keys those that were set or removed; empty only if there is nothing at the start
   */
  default void applied(Set<K> keys) {}

  /**
   * Reacts to a key that was set or removed. Called afterwards and without a lock, by several
   * threads at a time: what the map holds by then may be newer. A failure at one key is logged and
   * does not affect others.
   */
  default void changed(K key) {}
}
