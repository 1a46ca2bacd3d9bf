package io.pepper.cron.fire;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.LastDecision;
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
  private static final int MAX_CONFLICTS = 3;

  /** How much later each further node goes. */
  private static final Duration STAGGER = Duration.ofMillis(250);

  /** After a change the watch tells what became of it; this is for a watch that does not. */
  private static final Duration WATCH_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);
  private static final Duration CAPACITY_RETRY_INTERVAL = Duration.ofMillis(200);
  private static final Duration OVERDUE_TIMEOUT = Duration.ofMinutes(1);

  record EvaluationServices(
      JobDirectory jobs,
      ClusterView view,
      Cluster cluster,
      ActiveRuns runs,
      History history,
      AlertSink alerts,
      Clock clock) {}

  private final Slot slot;
  private final VersionedJob defined;
  private final CronJob job;
  private final MembershipLease<CronMember> membership;
  private final EvaluationServices services;
  private final Instant now;
  private EvaluationOutcome.UnconfirmedChange unconfirmed =
      EvaluationOutcome.UnconfirmedChange.NONE;

  SlotEvaluation(
      Slot slot,
      VersionedJob defined,
      MembershipLease<CronMember> standing,
      EvaluationServices tools) {
    this.slot = slot;
    this.defined = defined;
    this.job = defined.job();
    this.membership = standing;
    this.services = tools;
    this.now = tools.clock().instant();
  }

  /**
   * @param before doubt that the last look left: what the view shows may not be acted upon then
   *     without asking
   */
  EvaluationOutcome evaluate(Optional<EvaluationOutcome.UnconfirmedChange> before) {
    unconfirmed = before.orElse(EvaluationOutcome.UnconfirmedChange.NONE);
    try {
      SlotState seen =
          before.isEmpty() ? services.view().slot(slot) : services.cluster().readSlot(slot);
      unconfirmed
          .skipped()
          .filter(left -> seen.claim().equals(Optional.of(left.claim())))
          .ifPresent(this::publish);
      unconfirmed = EvaluationOutcome.UnconfirmedChange.NONE;
      return evaluate(seen);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "cannot decide about " + slot, e);
      return new EvaluationOutcome(Optional.of(now.plus(RETRY_INTERVAL)), Optional.of(unconfirmed));
    }
  }

  private EvaluationOutcome evaluate(SlotState first) {
    SlotState seen = first;
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      adoptUnknownRuns(seen);
      Optional<EvaluationOutcome> outcome = act(seen);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      seen = services.cluster().readSlot(slot);
    }
    return again(RETRY_INTERVAL);
  }

  /** Empty after a conflict. */
  private Optional<EvaluationOutcome> act(SlotState seen) {
    return fulfil(seen).or(() -> decide(seen));
  }

  private EvaluationOutcome again(Duration pause) {
    return EvaluationOutcome.at(Optional.of(services.clock().instant().plus(pause)));
  }

  private Cluster.Authority authority() {
    return new Cluster.Authority(membership, defined.key(), defined.revision());
  }

  /** Runs that this node took without getting to know it. */
  private void adoptUnknownRuns(SlotState seen) {
    for (RunLease marker : seen.running().values()) {
      boolean mine = marker.member().equals(membership.member().incarnation());
      if (mine && !services.runs().knows(marker.run()) && services.cluster().isClaimed(marker)) {
        services.runs().start(defined, marker, marker.nominal(), membership);
      }
    }
  }

  // --- orders ---

  /** Empty after a conflict, or when there is nothing to fulfil. */
  private Optional<EvaluationOutcome> fulfil(SlotState seen) {
    List<RunRequest> orders =
        seen.requests().values().stream().sorted(Comparator.comparing(RunRequest::at)).toList();
    for (RunRequest order : orders) {
      if (order.at().plus(OVERDUE_TIMEOUT).isBefore(now)) {
        drop(order, "nobody could start it within a minute");
      } else if (order.force() || isFree(seen)) {
        Optional<Instant> turn = turn(order.at());
        if (turn.isPresent() && !turn.get().isAfter(now)) {
          Claim claim = seen.claim().orElse(Claim.NONE);
          return start(seen, order.at(), order.at(), claim, Optional.of(order));
        }
        return Optional.of(
            EvaluationOutcome.at(turn.or(() -> Optional.of(now.plus(OVERDUE_TIMEOUT)))));
      } else if (job.overlap() == Overlap.SKIP) {
        drop(order, "another run is under way");
      }
    }
    return Optional.empty();
  }

  private boolean isFree(SlotState seen) {
    boolean overlaps =
        job.overlap() == Overlap.ALLOW && seen.running().size() < Decider.MAX_OVERLAPPING;
    return (seen.running().isEmpty() || overlaps) && excluder().isEmpty();
  }

  private void drop(RunRequest order, String why) {
    if (services.cluster().dropRequest(authority(), order)) {
      Run skipped = skipped(RunId.first(order.run()), order.at(), why);
      services.history().record(skipped);
    }
  }

  /** For a slot of another node: only what nobody came for. */
  EvaluationOutcome expireRequests() {
    try {
      SlotState seen = services.view().slot(slot);
      for (RunRequest order : seen.requests().values()) {
        if (order.at().plus(OVERDUE_TIMEOUT).isBefore(now)) {
          drop(order, "node " + slot.replica() + " did not start it within a minute");
        }
      }
      return seen.requests().isEmpty() ? EvaluationOutcome.NOTHING : again(OVERDUE_TIMEOUT);
    } catch (CoordinationUnavailableException e) {
      return again(OVERDUE_TIMEOUT);
    }
  }

  // --- occurrences ---

  /** Empty after a conflict. */
  private Optional<EvaluationOutcome> decide(SlotState seen) {
    ClusterView.MaintenanceState maintenance = services.view().maintenance();
    if (maintenance.paused()) {
      return Optional.of(EvaluationOutcome.NOTHING);
    }
    Decision decision =
        new Decider(job, seen, now, maintenance.since(), excluder(), services.view()::completions)
            .decide();
    return switch (decision) {
      case Decision.Idle idle -> Optional.of(EvaluationOutcome.at(idle.next()));
      case Decision.Held held -> {
        services.view().markBusy(slot);
        yield Optional.of(again(recheck()));
      }
      case Decision.Decided decided -> inTurn(seen, decided);
    };
  }

  private Optional<JobName> excluder() {
    return services.jobs().excluding(job.name()).stream()
        .filter(services.view()::isRunning)
        .findFirst();
  }

  /** Often enough that waiting is never taken for having missed it. */
  private Duration recheck() {
    Duration half = job.misfire().tolerance().dividedBy(2);
    return half.compareTo(Duration.ofSeconds(5)) < 0 ? half : Duration.ofSeconds(5);
  }

  private Optional<EvaluationOutcome> inTurn(SlotState seen, Decision.Decided decided) {
    Instant overdue = decided.due().plus(OVERDUE_TIMEOUT);
    Optional<Instant> turn = turn(decided.due());
    if (turn.isPresent() && turn.get().isAfter(now)) {
      return Optional.of(EvaluationOutcome.at(turn));
    }
    if (turn.isPresent() && (services.runs().hasRoom() || !(decided instanceof Decision.Start))) {
      return carryOut(seen, decided);
    }
    if (!overdue.isAfter(now)) {
      services.alerts().notStarted(job, decided.due());
      overdue = now.plus(OVERDUE_TIMEOUT);
    }
    Instant next = turn.isPresent() ? now.plus(CAPACITY_RETRY_INTERVAL) : overdue;
    return Optional.of(EvaluationOutcome.at(Optional.of(next)));
  }

  /** When this node goes; empty if it does not run the job. */
  private Optional<Instant> turn(Instant due) {
    OptionalInt rank =
        NodeOrder.of(membership.member().node(), services.view().members(), job, slot, due);
    if (rank.isPresent()) {
      return Optional.of(due.plus(STAGGER.multipliedBy(rank.getAsInt())));
    }
    // Just joined: the view may not show this node yet.
    return membership.member().tags().contains(job.tag())
        ? Optional.of(due.plus(STAGGER.multipliedBy(services.view().members().size())))
        : Optional.empty();
  }

  private Optional<EvaluationOutcome> carryOut(SlotState seen, Decision.Decided decided) {
    return switch (decided) {
      case Decision.Start taken ->
          start(seen, taken.nominal(), taken.due(), taken.claim(), Optional.empty());
      case Decision.Skip left -> skip(seen, left);
      case Decision.Replace replaced -> replace(seen, replaced);
    };
  }

  private Optional<EvaluationOutcome> start(
      SlotState seen, Instant nominal, Instant due, Claim claim, Optional<RunRequest> order) {
    String run = order.map(RunRequest::run).orElseGet(() -> RunId.newRun(now));
    RunLease marker =
        new RunLease(
            slot, run, membership.member().node(), membership.member().incarnation(), nominal, 0);
    boolean taken =
        services
            .cluster()
            .claim(
                authority(),
                seen,
                claim.withDecision(LastDecision.of(marker)),
                marker,
                services.jobs().excluding(job.name()),
                order);
    if (!taken) {
      return Optional.empty();
    }
    services.runs().start(defined, marker, due, membership);
    return Optional.of(again(WATCH_TIMEOUT));
  }

  private Optional<EvaluationOutcome> skip(SlotState seen, Decision.Skip left) {
    Instant last = left.claim().nominal();
    String range = last.isAfter(left.first()) ? "from " + left.first() + " on: " : "";
    Run run = skipped(RunId.first(RunId.newRun(now)), last, range + left.why());
    Optional<EvaluationOutcome.SkippedOccurrences> told =
        left.why().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new EvaluationOutcome.SkippedOccurrences(
                    left.claim().withDecision(decisionOf(run)), run));
    Claim claim = told.map(EvaluationOutcome.SkippedOccurrences::claim).orElse(left.claim());
    unconfirmed = new EvaluationOutcome.UnconfirmedChange(told);
    boolean done = services.cluster().skip(authority(), slot, seen, claim);
    unconfirmed = EvaluationOutcome.UnconfirmedChange.NONE;
    if (!done) {
      return Optional.empty();
    }
    told.ifPresent(this::publish);
    return Optional.of(again(WATCH_TIMEOUT));
  }

  private static LastDecision decisionOf(Run left) {
    return new LastDecision(
        left.id().run(), left.nominal(), left.node(), left.member(), left.output());
  }

  private void publish(EvaluationOutcome.SkippedOccurrences left) {
    services.history().record(left.run());
    services.alerts().skipped(job, left.run());
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
        membership.member().node(),
        membership.member().incarnation(),
        RunState.SKIPPED,
        OptionalInt.empty(),
        why);
  }

  private Optional<EvaluationOutcome> replace(SlotState seen, Decision.Replace replaced) {
    for (String run : replaced.runs()) {
      services.cluster().requestStop(seen.running().get(run), "replaced by the next run");
    }
    return Optional.of(again(WATCH_TIMEOUT));
  }
}
