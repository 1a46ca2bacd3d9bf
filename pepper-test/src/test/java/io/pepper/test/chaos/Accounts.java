package io.pepper.test.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.pepper.test.chaos.Disturbance.Kind;
import io.pepper.test.chaos.Execution.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares what was executed with what should have been, and with what Pepper says of it. Every
 * occurrence of every slot is asked for, from the first that ran to the end.
 */
final class Accounts {
  /** So long after a disturbance what was due meanwhile may still be left out. */
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  /** So long a process may live on when its node could know that others may start the next. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  private final Map<String, ChaosJob> jobs;
  private final List<Execution> executions;
  private final List<Disturbance> disturbances;
  private final Map<Slot, Map<Instant, List<Recorded>>> recorded = new HashMap<>();
  private final Map<String, String> states;
  private final Map<Slot, Map<Instant, Fate>> fates = new TreeMap<>(bySlot());
  private final List<String> wrong = new ArrayList<>();
  private final List<Overlapping> overlappings = new ArrayList<>();

  /**
   * Two runs of a slot that must not overlap.
   *
   * @param kind what had happened to the node of the first; empty if nothing had
   */
  record Overlapping(Execution one, Execution next, Optional<Kind> kind) {
    Duration length() {
      return Duration.between(next.started(), one.last());
    }
  }

  /**
   * @param end occurrences from then on are not asked for
   */
  Accounts(
      List<ChaosJob> jobs,
      List<Execution> executions,
      List<Recorded> history,
      List<Disturbance> disturbances,
      Instant end) {
    this.jobs = jobs.stream().collect(toMap(ChaosJob::name, job -> job));
    this.executions = executions.stream().sorted(Comparator.comparing(Execution::started)).toList();
    this.disturbances = disturbances;
    this.states = history.stream().collect(toMap(Recorded::id, Recorded::state));
    history.forEach(this::enter);
    this.executions.stream()
        .collect(groupingBy(Execution::slot))
        .forEach((slot, runs) -> ask(slot, runs, end));
    checkAgainstTheHistory();
  }

  private static Comparator<Slot> bySlot() {
    return Comparator.comparing(Slot::job).thenComparing(Slot::replica);
  }

  private void enter(Recorded run) {
    Map<Instant, List<Recorded>> ofSlot =
        recorded.computeIfAbsent(run.slot(), slot -> new HashMap<>());
    for (Instant each = run.first();
        !each.isAfter(run.nominal());
        each = each.plus(Duration.ofSeconds(1))) {
      ofSlot.computeIfAbsent(each, instant -> new ArrayList<>()).add(run);
    }
  }

  private void ask(Slot slot, List<Execution> runs, Instant end) {
    ChaosJob job = jobs.get(slot.job());
    Map<Instant, List<Execution>> byNominal =
        runs.stream().filter(Execution::isFirstAttempt).collect(groupingBy(Execution::nominal));
    byNominal.values().stream()
        .filter(same -> same.size() > 1)
        .forEach(same -> wrong.add("executed more than once: " + same));
    Instant first = byNominal.keySet().stream().min(Comparator.naturalOrder()).orElseThrow();
    Map<Instant, Fate> ofSlot = fates.computeIfAbsent(slot, key -> new TreeMap<>());
    for (Instant due = first; due.isBefore(end); due = due.plus(job.period())) {
      Fate fate =
          byNominal.containsKey(due)
              ? Fate.RAN
              : Fate.without(recorded.getOrDefault(slot, Map.of()).getOrDefault(due, List.of()));
      ofSlot.put(due, fate);
      if (!isAllowed(job, slot, due, fate)) {
        wrong.add(slot + " at " + due + " " + fate + " " + around(due));
      }
    }
    if (!job.mayOverlap()) {
      checkOverlaps(runs);
    }
  }

  private boolean isAllowed(ChaosJob job, Slot slot, Instant due, Fate fate) {
    return switch (fate) {
      case RAN -> true;
      case HELD_UP -> !job.mayOverlap();
      case MISSED -> !job.makesUp() && disturbances.stream().anyMatch(d -> excuses(d, slot, due));
      case NEVER_BEGAN -> disturbances.stream().anyMatch(d -> covers(d, due));
      case UNKNOWN -> nobodyWasLeft(due);
    };
  }

  /**
   * When all nodes are killed at once, what the history had not heard of by then can be lost: the
   * last decision of each slot is found, those before it of the same moment are not.
   */
  private boolean nobodyWasLeft(Instant when) {
    return disturbances.stream()
        .filter(d -> d.kind() == Kind.ALL_DOWN)
        .anyMatch(d -> when.isAfter(unheardSince(d)) && when.isBefore(d.from().plusSeconds(1)));
  }

  /** A node that was out of reach just before had not caught up with the history yet. */
  private Instant unheardSince(Disturbance allDown) {
    Instant recovering = allDown.from().minus(RECOVERY);
    return disturbances.stream()
        .filter(d -> d.kind() != Kind.ALL_DOWN)
        .filter(d -> d.to().isAfter(recovering) && d.from().isBefore(recovering))
        .map(d -> d.from().minusSeconds(2))
        .min(Comparator.naturalOrder())
        .orElse(recovering);
  }

  private static boolean covers(Disturbance disturbance, Instant due) {
    return due.isAfter(disturbance.from().minusSeconds(2))
        && due.isBefore(disturbance.to().plus(RECOVERY));
  }

  /** Whether nobody could start the slot's run within the tolerance. */
  private static boolean excuses(Disturbance disturbance, Slot slot, Instant due) {
    boolean concerned =
        disturbance.kind().isOfOneNode()
            ? slot.replica().equals(ChaosCluster.name(disturbance.node()))
            : Duration.between(disturbance.from(), disturbance.to()).compareTo(ChaosJob.TOLERANCE)
                > 0;
    return concerned && covers(disturbance, due);
  }

  private void checkOverlaps(List<Execution> runs) {
    Execution longest = runs.getFirst();
    for (Execution next : runs.subList(1, runs.size())) {
      if (longest.last().isAfter(next.started())) {
        note(longest, next);
      }
      longest = next.last().isAfter(longest.last()) ? next : longest;
    }
  }

  private void note(Execution one, Execution next) {
    Optional<Kind> cause =
        disturbances.stream()
            .filter(d -> d.kind() != Kind.ETCD_AWAY && d.kind() != Kind.ETCD_KILLED)
            .filter(d -> d.node() == one.node() || d.kind() == Kind.ALL_DOWN)
            .filter(
                d -> !next.started().isBefore(d.from()) && one.last().isBefore(d.to().plus(ENDING)))
            .map(Disturbance::kind)
            .findFirst();
    overlappings.add(new Overlapping(one, next, cause));
    if (cause.isEmpty()) {
      wrong.add("overlap: " + one + " " + next + " " + around(next.started()));
    }
  }

  private void checkAgainstTheHistory() {
    Set<String> broken = Set.of("LOST", "KILLED");
    for (Execution execution : executions) {
      String state = states.getOrDefault(execution.run(), "not there");
      boolean unheardOf = state.equals("not there") && !nobodyWasLeft(execution.started());
      boolean open = !state.equals("not there") && !execution.ended() && !broken.contains(state);
      if (unheardOf || open) {
        wrong.add(
            "in the history as " + state + ": " + execution + " " + around(execution.started()));
      }
    }
    states.entrySet().stream()
        .filter(run -> run.getValue().equals("RUNNING"))
        .forEach(run -> wrong.add("still running in the history: " + run.getKey()));
  }

  private String around(Instant instant) {
    return disturbances.stream()
        .filter(d -> covers(d, instant))
        .map(d -> d.kind() + " of " + d.node() + " from " + d.from() + " to " + d.to())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Everything that must not be. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  List<Execution> executions() {
    return executions;
  }

  List<Disturbance> disturbances() {
    return disturbances;
  }

  ChaosJob job(Slot slot) {
    return jobs.get(slot.job());
  }

  Map<Slot, Map<Instant, Fate>> fates() {
    return fates;
  }

  List<Overlapping> overlappings() {
    return List.copyOf(overlappings);
  }
}
