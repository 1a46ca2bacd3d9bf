package io.pepper.cron.fire;

import io.pepper.cron.cluster.LastDecision;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recent decisions of all nodes, bounded by time and number. A node records its decisions in
 * the history a moment later: if it dies in between, other nodes know them from the claims. Safe
 * for any number of threads.
 */
final class RecentDecisions {
  private static final int MAX_DECISIONS = 20_000;

  private record TimedDecision(Instant at, Slot slot, LastDecision decision) {}

  private final Clock clock;
  private final Duration window;
  private final Deque<TimedDecision> items = new ArrayDeque<>();

  /**
   * @param window the time until other nodes know that a node is dead
   */
  RecentDecisions(Clock clock, Duration window) {
    this.clock = clock;
    this.window = window;
  }

  synchronized void add(Slot slot, LastDecision decision) {
    Instant now = clock.instant();
    Instant oldest = now.minus(window);
    while (!items.isEmpty()
        && (items.size() >= MAX_DECISIONS || items.getFirst().at().isBefore(oldest))) {
      items.removeFirst();
    }
    items.addLast(new TimedDecision(now, slot, decision));
  }

  /** Returns the decisions made under a membership, as runs that are over. */
  synchronized List<Run> of(String incarnation) {
    Instant now = clock.instant();
    return items.stream()
        .filter(item -> item.decision().member().equals(incarnation))
        .map(item -> run(item.slot(), item.decision(), now))
        .toList();
  }

  /** Returns those of the last decisions of slots that were made under a membership, as runs. */
  static List<Run> of(String incarnation, Map<Slot, LastDecision> decisions, Instant now) {
    return decisions.entrySet().stream()
        .filter(entry -> entry.getValue().member().equals(incarnation))
        .map(entry -> run(entry.getKey(), entry.getValue(), now))
        .toList();
  }

  private static Run run(Slot slot, LastDecision decision, Instant now) {
    boolean began = decision.skipReason().isEmpty();
    return Run.builder(RunId.first(decision.run()), slot.job())
        .slot(slot.replica())
        .nominal(decision.nominal())
        .on(decision.node(), decision.member())
        .ended(Optional.of(now))
        .state(began ? RunState.LOST : RunState.SKIPPED)
        .output(began ? "its node was lost before it told of this run" : decision.skipReason())
        .build();
  }
}
