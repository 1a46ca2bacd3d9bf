package io.pepper.discovery.cluster;

import java.util.List;

/**
 * What an operation comes to, by what was shown when its turn came.
 *
 * @param writes all of them or none; none if there is nothing to do
 * @param isVisible whether consumers see a difference
 */
record Plan<T>(List<Write> writes, boolean isVisible, T result) {
  static <T> Plan<T> nothing(T result) {
    return new Plan<>(List.of(), false, result);
  }

  static <T> Plan<T> visible(List<Write> writes, T result) {
    return new Plan<>(writes, true, result);
  }
}
