package io.pepper.cron.fire;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.LastDecision;
import io.pepper.cron.cluster.MembershipLease;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.cluster.RunRequest;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.cluster.SlotState;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.history.History;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One look at one slot: decides and acts until nothing more is due. For one virtual thread. */
final class SlotEvaluation {
  private static final Logger LOG = System.getLogger(SlotEvaluation.class.getName());
  private static final int MOST_CONFLICTS = 3;

  /** How much later each further node goes. */
  private static final Duration STAGGER = Duration.ofMillis(250);

  /** After a change the watch tells what became of it; this is for a watch that does not. */
  private static final Duration ECHO = Duration.ofSeconds(1);

  private static final Duration UNSURE = Duration.ofMillis(250);
  private static final Duration NO_ROOM = Duration.ofMillis(200);
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  record Tools(
      JobDirectory jobs,
      ClusterView view,
      Cluster cluster,
      ActiveRuns runs,
      History history,
      AlertSink bell,
      Clock clock) {}

  private final Slot slot;
  private final VersionedJob defined;
  private final CronJob job;
  private final MembershipLease standing;
  private final Tools tools;
  private final Instant now;
  private EvaluationOutcome.Doubt doubt = EvaluationOutcome.Doubt.NONE;

  SlotEvaluation(Slot slot, VersionedJob defined, MembershipLease standing, Tools tools) {
    this.slot = slot;
    this.defined = defined;
    this.job = defined.job();
    this.standing = standing;
    this.tools = tools;
    this.now = tools.clock().instant();
  }

  /**
   * @param before doubt that the last look left: what the view shows may not be acted upon then
   *     without asking
   */
  EvaluationOutcome go(Optional<EvaluationOutcome.Doubt> before) {
    doubt = before.orElse(EvaluationOutcome.Doubt.NONE);
    try {
      SlotState seen = before.isEmpty() ? tools.view().slot(slot) : tools.cluster().fresh(slot);
      doubt
          .left()
          .filter(left -> seen.claim().equals(Optional.of(left.claim())))
          .ifPresent(this::tell);
      doubt = EvaluationOutcome.Doubt.NONE;
      return go(seen);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "cannot decide about " + slot, e);
      return new EvaluationOutcome(Optional.of(now.plus(UNSURE)), Optional.of(doubt));
    }
  }

  private EvaluationOutcome go(SlotState first) {
    SlotState seen = first;
    for (int conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
      adoptStrays(seen);
      Optional<EvaluationOutcome> outcome = act(seen);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      seen = tools.cluster().fresh(slot);
    }
    return again(UNSURE);
  }

  /** Empty after a conflict. */
  private Optional<EvaluationOutcome> act(SlotState seen) {
    return fulfil(seen).or(() -> decide(seen));
  }

  private EvaluationOutcome again(Duration pause) {
    return EvaluationOutcome.at(Optional.of(tools.clock().instant().plus(pause)));
  }

  private Cluster.Authority authority() {
    return new Cluster.Authority(standing, defined.key(), defined.revision());
  }

  /** Runs that this node took without getting to know it. */
  private void adoptStrays(SlotState seen) {
    for (RunLease marker : seen.running().values()) {
      boolean mine = marker.member().equals(standing.member().life());
      if (mine && !tools.runs().knows(marker.run()) && tools.cluster().isTaken(marker)) {
        tools.runs().start(defined, marker, marker.nominal(), standing);
      }
    }
  }

  // --- orders ---

  /** Empty after a conflict, or when there is nothing to fulfil. */
  private Optional<EvaluationOutcome> fulfil(SlotState seen) {
    List<RunRequest> orders =
        seen.orders().values().stream().sorted(Comparator.comparing(RunRequest::at)).toList();
    for (RunRequest order : orders) {
      if (order.at().plus(OVERDUE).isBefore(now)) {
        drop(order, "nobody could start it within a minute");
      } else if (order.force() || isFree(seen)) {
        Optional<Instant> turn = turn(order.at());
        if (turn.isPresent() && !turn.get().isAfter(now)) {
          Claim claim = seen.claim().orElse(Claim.NONE);
          return take(seen, order.at(), order.at(), claim, Optional.of(order));
        }
        return Optional.of(EvaluationOutcome.at(turn.or(() -> Optional.of(now.plus(OVERDUE)))));
      } else if (job.overlap() == Overlap.SKIP) {
        drop(order, "another run is under way");
      }
    }
    return Optional.empty();
  }

  private boolean isFree(SlotState seen) {
    boolean overlaps =
        job.overlap() == Overlap.ALLOW && seen.running().size() < Decider.MOST_OVERLAPPING;
    return (seen.running().isEmpty() || overlaps) && excluder().isEmpty();
  }

  private void drop(RunRequest order, String why) {
    if (tools.cluster().drop(authority(), order)) {
      Run skipped = skipped(RunId.first(order.run()), order.at(), why);
      tools.history().record(skipped);
    }
  }

  /** For a slot of another node: only what nobody came for. */
  EvaluationOutcome tidyOrders() {
    try {
      SlotState seen = tools.view().slot(slot);
      for (RunRequest order : seen.orders().values()) {
        if (order.at().plus(OVERDUE).isBefore(now)) {
          drop(order, "node " + slot.replica() + " did not start it within a minute");
        }
      }
      return seen.orders().isEmpty() ? EvaluationOutcome.NOTHING : again(OVERDUE);
    } catch (CoordinationUnavailableException e) {
      return again(OVERDUE);
    }
  }

  // --- occurrences ---

  /** Empty after a conflict. */
  private Optional<EvaluationOutcome> decide(SlotState seen) {
    ClusterView.Maintenance maintenance = tools.view().maintenance();
    if (maintenance.paused()) {
      return Optional.of(EvaluationOutcome.NOTHING);
    }
    Decision decision =
        new Decider(job, seen, now, maintenance.since(), excluder(), tools.view()::completions)
            .decide();
    return switch (decision) {
      case Decision.Idle idle -> Optional.of(EvaluationOutcome.at(idle.next()));
      case Decision.Held held -> {
        tools.view().noteBusy(slot);
        yield Optional.of(again(recheck()));
      }
      case Decision.Decided decided -> inTurn(seen, decided);
    };
  }

  private Optional<JobName> excluder() {
    return tools.jobs().excluding(job.name()).stream().filter(tools.view()::isRunning).findFirst();
  }

  /** Often enough that waiting is never taken for having missed it. */
  private Duration recheck() {
    Duration half = job.misfire().tolerance().dividedBy(2);
    return half.compareTo(Duration.ofSeconds(5)) < 0 ? half : Duration.ofSeconds(5);
  }

  private Optional<EvaluationOutcome> inTurn(SlotState seen, Decision.Decided decided) {
    Instant overdue = decided.due().plus(OVERDUE);
    Optional<Instant> turn = turn(decided.due());
    if (turn.isPresent() && turn.get().isAfter(now)) {
      return Optional.of(EvaluationOutcome.at(turn));
    }
    if (turn.isPresent() && (tools.runs().hasRoom() || !(decided instanceof Decision.Take))) {
      return carryOut(seen, decided);
    }
    if (!overdue.isAfter(now)) {
      tools.bell().notStarted(job, decided.due());
      overdue = now.plus(OVERDUE);
    }
    Instant next = turn.isPresent() ? now.plus(NO_ROOM) : overdue;
    return Optional.of(EvaluationOutcome.at(Optional.of(next)));
  }

  /** When this node goes; empty if it does not run the job. */
  private Optional<Instant> turn(Instant due) {
    OptionalInt rank =
        NodeOrder.of(standing.member().node(), tools.view().members(), job, slot, due);
    if (rank.isPresent()) {
      return Optional.of(due.plus(STAGGER.multipliedBy(rank.getAsInt())));
    }
    // Just joined: the view may not show this node yet.
    return standing.member().tags().contains(job.tag())
        ? Optional.of(due.plus(STAGGER.multipliedBy(tools.view().members().size())))
        : Optional.empty();
  }

  private Optional<EvaluationOutcome> carryOut(SlotState seen, Decision.Decided decided) {
    return switch (decided) {
      case Decision.Take taken ->
          take(seen, taken.nominal(), taken.due(), taken.claim(), Optional.empty());
      case Decision.LeaveOut left -> leaveOut(seen, left);
      case Decision.Replace replaced -> replace(seen, replaced);
    };
  }

  private Optional<EvaluationOutcome> take(
      SlotState seen, Instant nominal, Instant due, Claim claim, Optional<RunRequest> order) {
    String run = order.map(RunRequest::run).orElseGet(() -> RunId.newRun(now));
    RunLease marker =
        new RunLease(slot, run, standing.member().node(), standing.member().life(), nominal, 0);
    boolean taken =
        tools
            .cluster()
            .take(
                authority(),
                seen,
                claim.with(LastDecision.of(marker)),
                marker,
                tools.jobs().excluding(job.name()),
                order);
    if (!taken) {
      return Optional.empty();
    }
    tools.runs().start(defined, marker, due, standing);
    return Optional.of(again(ECHO));
  }

  private Optional<EvaluationOutcome> leaveOut(SlotState seen, Decision.LeaveOut left) {
    Instant last = left.claim().nominal();
    String range = last.isAfter(left.first()) ? "from " + left.first() + " on: " : "";
    Run run = skipped(RunId.first(RunId.newRun(now)), last, range + left.why());
    Optional<EvaluationOutcome.LeftOut> told =
        left.why().isEmpty()
            ? Optional.empty()
            : Optional.of(new EvaluationOutcome.LeftOut(left.claim().with(trace(run)), run));
    Claim claim = told.map(EvaluationOutcome.LeftOut::claim).orElse(left.claim());
    doubt = new EvaluationOutcome.Doubt(told);
    boolean done = tools.cluster().leaveOut(authority(), slot, seen, claim);
    doubt = EvaluationOutcome.Doubt.NONE;
    if (!done) {
      return Optional.empty();
    }
    told.ifPresent(this::tell);
    return Optional.of(again(ECHO));
  }

  private static LastDecision trace(Run left) {
    return new LastDecision(
        left.id().run(), left.nominal(), left.node(), left.member(), left.output());
  }

  private void tell(EvaluationOutcome.LeftOut left) {
    tools.history().record(left.run());
    tools.bell().skipped(job, left.run());
  }

  private Run skipped(RunId id, Instant nominal, String why) {
    return new Run(
        id,
        job.name(),
        slot.replica(),
        nominal,
        Optional.empty(),
        Optional.of(now),
        Duration.ZERO,
        standing.member().node(),
        standing.member().life(),
        RunState.SKIPPED,
        OptionalInt.empty(),
        why);
  }

  private Optional<EvaluationOutcome> replace(SlotState seen, Decision.Replace replaced) {
    for (String run : replaced.runs()) {
      tools.cluster().askStop(seen.running().get(run), "replaced by the next run");
    }
    return Optional.of(again(ECHO));
  }
}
