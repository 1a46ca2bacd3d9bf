package io.pepper.client.select;

import io.pepper.client.Instance;

/**
 * Chooses one of several instances; those of {@link Selectors}, or the caller's own. Safe for any
 * number of threads. May have a memory: an application needs one of its own.
 */
@FunctionalInterface
public interface Selector {
  /**
   * @param choice has at least one candidate
   * @return one of the candidates
   */
  Instance select(Choice choice);
}
