package io.pepper.identity.login;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A map that keeps only the entries used last. Safe for any number of threads.
 *
 * @param <V> the values
 */
public final class RecentMap<V> {
  private final Map<String, V> entries;

  /**
   * @param max the number of entries it keeps
   */
  public RecentMap(int max) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > max;
          }
        };
  }

  public synchronized Optional<V> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public synchronized void put(String key, V value) {
    entries.put(key, value);
  }

  public synchronized void remove(String key) {
    entries.remove(key);
  }

  /** Removes all values for which the condition holds. */
  public synchronized void removeIf(Predicate<V> condition) {
    entries.values().removeIf(condition);
  }

  /**
   * Replaces a value by a changed one.
   *
   * @param change gets null when there is none yet
   */
  synchronized V update(String key, UnaryOperator<V> change) {
    V changed = change.apply(entries.get(key));
    entries.put(key, changed);
    return changed;
  }

  synchronized int size() {
    return entries.size();
  }
}
