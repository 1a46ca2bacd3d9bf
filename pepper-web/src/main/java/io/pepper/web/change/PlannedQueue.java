package io.pepper.web.change;

import java.util.Locale;

/**
 * The part of an import about one queue.
 *
 * @param problem why it is refused; empty otherwise
 * @param topics how many it has then
 * @param unreachable how many jobs stay in the store, out of reach, since their topics go
 */
public record PlannedQueue(
    String name, ImportEffect change, String problem, int topics, long unreachable) {
  /** The outcome for a queue. */
  public enum ImportEffect {
    NEW,
    CHANGED,
    UNCHANGED,
    REFUSED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PlannedQueue refused(String name, String problem) {
    return new PlannedQueue(name, ImportEffect.REFUSED, problem, 0, 0);
  }
}
