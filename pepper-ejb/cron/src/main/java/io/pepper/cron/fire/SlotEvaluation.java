package io.pepper.cron.fire;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.RunRequest;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.cluster.SlotState;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.history.History;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One evaluation of one slot: decides and acts until nothing more is due. For one virtual thread.
 * Blocks while it asks and changes the coordination.
 */
final class SlotEvaluation {
  private static final Logger LOG = System.getLogger(SlotEvaluation.class.getName());
  private static final int MAX_CONFLICTS = 3;

  /** The delay of each further node in the order of nodes. */
  private static final Duration STAGGER = Duration.ofMillis(250);

  private static final Duration RETRY_INTERVAL = Duration.ofMillis(250);
  private static final Duration CAPACITY_RETRY_INTERVAL = Duration.ofMillis(200);
  private static final Duration OVERDUE_TIMEOUT = Duration.ofMinutes(1);

  /** The parts of the node that an evaluation works with. */
  record EvaluationServices(
      JobDirectory jobs,
      ClusterView view,
      Cluster cluster,
      ActiveRuns runs,
      History history,
      AlertSink alerts,
      Clock clock) {}

  private final Slot slot;
  private final CronJob job;
  private final MembershipLease<CronMember> membership;
  private final EvaluationServices services;
  private final SlotActions actions;
  private final Instant now;

  SlotEvaluation(
      Slot slot,
      VersionedJob defined,
      MembershipLease<CronMember> membership,
      EvaluationServices services) {
    this.slot = slot;
    this.job = defined.job();
    this.membership = membership;
    this.services = services;
    this.now = services.clock().instant();
    this.actions = new SlotActions(slot, defined, membership, services, now);
  }

  /**
   * Evaluates the slot.
   *
   * @param before the change that the last evaluation left unconfirmed: the slot is read from the
   *     coordination then, since the view may not show yet what became of it
   */
  EvaluationOutcome evaluate(Optional<EvaluationOutcome.UnconfirmedChange> before) {
    actions.resume(before);
    try {
      SlotState seen =
          before.isEmpty() ? services.view().slot(slot) : services.cluster().readSlot(slot);
      actions.confirm(seen);
      return evaluate(seen);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "cannot decide about " + slot, e);
      return new EvaluationOutcome(
          Optional.of(now.plus(RETRY_INTERVAL)), Optional.of(actions.unconfirmed()));
    }
  }

  private EvaluationOutcome evaluate(SlotState first) {
    SlotState seen = first;
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      actions.adoptUnknownRuns(seen);
      Optional<EvaluationOutcome> outcome = act(seen);
      if (outcome.isPresent()) {
        return outcome.get();
      }
      seen = services.cluster().readSlot(slot);
    }
    return actions.again(RETRY_INTERVAL);
  }

  /** Acts on requests first, then on occurrences; empty after a conflict. */
  private Optional<EvaluationOutcome> act(SlotState seen) {
    return fulfil(seen).or(() -> decide(seen));
  }

  // --- requests of people ---

  /** Fulfils the oldest request; empty after a conflict, or when there is nothing to fulfil. */
  private Optional<EvaluationOutcome> fulfil(SlotState seen) {
    List<RunRequest> requests =
        seen.requests().values().stream().sorted(Comparator.comparing(RunRequest::at)).toList();
    for (RunRequest request : requests) {
      if (isOverdue(request)) {
        actions.drop(request, "nobody could start it within a minute");
      } else if (request.force() || isFree(seen)) {
        Optional<Instant> turn = turn(request.at());
        if (turn.isPresent() && !turn.get().isAfter(now)) {
          Claim claim = seen.claim().orElse(Claim.NONE);
          return actions.start(seen, request.at(), request.at(), claim, Optional.of(request));
        }
        return Optional.of(
            EvaluationOutcome.at(turn.or(() -> Optional.of(now.plus(OVERDUE_TIMEOUT)))));
      } else if (job.overlap() == Overlap.SKIP) {
        actions.drop(request, "another run is under way");
      }
    }
    return Optional.empty();
  }

  private boolean isOverdue(RunRequest request) {
    return request.at().plus(OVERDUE_TIMEOUT).isBefore(now);
  }

  private boolean isFree(SlotState seen) {
    boolean overlaps =
        job.overlap() == Overlap.ALLOW && seen.running().size() < Decider.MAX_OVERLAPPING;
    return (seen.running().isEmpty() || overlaps) && excluder().isEmpty();
  }

  /** Drops overdue requests of a slot that belongs to another node, and does nothing else. */
  EvaluationOutcome expireRequests() {
    try {
      SlotState seen = services.view().slot(slot);
      for (RunRequest request : seen.requests().values()) {
        if (isOverdue(request)) {
          actions.drop(request, "node " + slot.replica() + " did not start it within a minute");
        }
      }
      return seen.requests().isEmpty() ? EvaluationOutcome.NOTHING : actions.again(OVERDUE_TIMEOUT);
    } catch (CoordinationUnavailableException e) {
      return actions.again(OVERDUE_TIMEOUT);
    }
  }

  // --- occurrences ---

  /** Decides about the next occurrence; empty after a conflict. */
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
        yield Optional.of(actions.again(recheckInterval()));
      }
      case Decision.Decided decided -> inTurn(seen, decided);
    };
  }

  private Optional<JobName> excluder() {
    return services.jobs().excluding(job.name()).stream()
        .filter(services.view()::isRunning)
        .findFirst();
  }

  /** Returns an interval so short that waiting never counts as having missed the occurrence. */
  private Duration recheckInterval() {
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
      return actions.carryOut(seen, decided);
    }
    if (!overdue.isAfter(now)) {
      services.alerts().notStarted(job, decided.due());
      overdue = now.plus(OVERDUE_TIMEOUT);
    }
    Instant next = turn.isPresent() ? now.plus(CAPACITY_RETRY_INTERVAL) : overdue;
    return Optional.of(EvaluationOutcome.at(Optional.of(next)));
  }

  /** Returns when this node may act; empty if it does not run the job. */
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
}
