package io.pepper.client.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The difference between two revisions of a file. Immutable.
 *
 * @param before the values that the listener had
 * @param after the values now
 * @param added keys that are new
 * @param changed keys with another value or another type
 * @param removed keys that are gone
 */
public record ConfigChange(
    ConfigValues before,
    ConfigValues after,
    Set<String> added,
    Set<String> changed,
    Set<String> removed) {
  static ConfigChange between(ConfigValues before, ConfigValues after) {
    Map<String, TypedValue> old = before.entries();
    Map<String, TypedValue> now = after.entries();
    return new ConfigChange(
        before,
        after,
        keys(now, key -> !old.containsKey(key)),
        keys(now, key -> old.containsKey(key) && !old.get(key).equals(now.get(key))),
        keys(old, key -> !now.containsKey(key)));
  }

  private static Set<String> keys(Map<String, TypedValue> all, Predicate<String> wanted) {
    Set<String> keys = new LinkedHashSet<>(all.keySet());
    keys.removeIf(wanted.negate());
    return Collections.unmodifiableSet(keys);
  }
}
