package io.pepper.test.chaos;

import java.util.Map;

/**
 * The configuration that a node received last.
 *
 * @param values by file and key, such as {@code A.n}
 */
record ReceivedConfig(long version, Map<String, String> values) {
  static final ReceivedConfig NONE = new ReceivedConfig(0, Map.of());

  /** Returns whether no publish has made it: each sets the same counter in both files. */
  boolean isTorn() {
    return !String.valueOf(values.get("A.n")).equals(String.valueOf(values.get("B.n")));
  }
}
