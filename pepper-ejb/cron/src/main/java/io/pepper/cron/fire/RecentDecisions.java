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
import java.util.OptionalInt;

/**
 * What nodes decided lately. A node tells the history of its decisions a moment later: if it dies
 * in between, others know them from the claims. Safe for any number of threads.
 */
final class RecentDecisions {
  private static final int MAX_DECISIONS = 20_000;

  private record Item(Instant at, Slot slot, LastDecision decision) {}

  private final Clock clock;
  private final Duration window;
  private final Deque<Item> items = new ArrayDeque<>();

  /**
   * @param lately until the others know that a node is dead
   */
  RecentDecisions(Clock clock, Duration lately) {
    this.clock = clock;
    this.window = lately;
  }

  synchronized void add(Slot slot, LastDecision trace) {
    Instant now = clock.instant();
    Instant oldest = now.minus(window);
    while (!items.isEmpty()
        && (items.size() >= MAX_DECISIONS || items.getFirst().at().isBefore(oldest))) {
      items.removeFirst();
    }
    items.addLast(new Item(now, slot, trace));
  }

  /** What that life decided, as runs that are over. */
  synchronized List<Run> of(String life) {
    Instant now = clock.instant();
    return items.stream()
        .filter(item -> item.decision().member().equals(life))
        .map(item -> run(item.slot(), item.decision(), now))
        .toList();
  }

  /** The same of the last decision of each slot. */
  static List<Run> of(String life, Map<Slot, LastDecision> traces, Instant now) {
    return traces.entrySet().stream()
        .filter(entry -> entry.getValue().member().equals(life))
        .map(entry -> run(entry.getKey(), entry.getValue(), now))
        .toList();
  }

  private static Run run(Slot slot, LastDecision trace, Instant now) {
    boolean began = trace.skipReason().isEmpty();
    return new Run(
        RunId.first(trace.run()),
        slot.job(),
        slot.replica(),
        trace.nominal(),
        Optional.empty(),
        Optional.of(now),
        Duration.ZERO,
        trace.node(),
        trace.member(),
        began ? RunState.LOST : RunState.SKIPPED,
        OptionalInt.empty(),
        began ? "its node was lost before it told of this run" : trace.skipReason());
  }
}
