package io.pepper.cron.fire;

import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.LastDecision;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.cluster.RunRequest;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.cluster.SlotState;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.fire.EvaluationOutcome.SkippedOccurrences;
import io.pepper.cron.fire.EvaluationOutcome.UnconfirmedChange;
import io.pepper.cron.fire.SlotEvaluation.EvaluationServices;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The changes that one evaluation of a slot makes. Methods that return an outcome return none after
 * a conflict: another node was faster, and the slot has to be read again. For one virtual thread;
 * methods block and may throw {@code CoordinationUnavailableException}.
 */
final class SlotActions {
  /** The time to wait for a watch that does not show a change of this node. */
  private static final Duration WATCH_TIMEOUT = Duration.ofSeconds(1);

  private final Slot slot;
  private final VersionedJob defined;
  private final CronJob job;
  private final MembershipLease<CronMember> membership;
  private final EvaluationServices services;
  private final Instant now;
  private UnconfirmedChange unconfirmed = UnconfirmedChange.NONE;

  SlotActions(
      Slot slot,
      VersionedJob defined,
      MembershipLease<CronMember> membership,
      EvaluationServices services,
      Instant now) {
    this.slot = slot;
    this.defined = defined;
    this.job = defined.job();
    this.membership = membership;
    this.services = services;
    this.now = now;
  }

  /** Begins with the change that the evaluation before left unconfirmed. */
  void resume(Optional<UnconfirmedChange> before) {
    unconfirmed = before.orElse(UnconfirmedChange.NONE);
  }

  /** Returns the change whose result is not known; {@code NONE} if there is none. */
  UnconfirmedChange unconfirmed() {
    return unconfirmed;
  }

  /** Publishes the unconfirmed skip if the slot shows that it was made. */
  void confirm(SlotState seen) {
    unconfirmed
        .skipped()
        .filter(skipped -> seen.claim().equals(Optional.of(skipped.claim())))
        .ifPresent(this::publish);
    unconfirmed = UnconfirmedChange.NONE;
  }

  /** Returns the outcome of an evaluation that is to be repeated after a pause. */
  EvaluationOutcome again(Duration pause) {
    return EvaluationOutcome.at(Optional.of(services.clock().instant().plus(pause)));
  }

  /** Starts runs that this node claimed without having received the answer. */
  void adoptUnknownRuns(SlotState seen) {
    for (RunLease lease : seen.running().values()) {
      boolean mine = lease.member().equals(membership.member().incarnation());
      if (mine && !services.runs().knows(lease.run()) && services.cluster().isClaimed(lease)) {
        services.runs().start(defined, lease, lease.nominal(), membership);
      }
    }
  }

  /** Carries out a decision about an occurrence. */
  Optional<EvaluationOutcome> carryOut(SlotState seen, Decision.Decided decided) {
    return switch (decided) {
      case Decision.Start start ->
          start(seen, start.nominal(), start.due(), start.claim(), Optional.empty());
      case Decision.Skip skip -> skip(seen, skip);
      case Decision.Replace replace -> replace(seen, replace);
    };
  }

  /**
   * Claims an occurrence and starts its run.
   *
   * @param claim what the slot's claim becomes, without its decision
   * @param request which the run fulfils; empty if the occurrence starts by itself
   */
  Optional<EvaluationOutcome> start(
      SlotState seen, Instant nominal, Instant due, Claim claim, Optional<RunRequest> request) {
    String run = request.map(RunRequest::run).orElseGet(() -> RunId.newRun(now));
    RunLease lease =
        new RunLease(
            slot, run, membership.member().node(), membership.member().incarnation(), nominal, 0);
    boolean claimed =
        services
            .cluster()
            .claim(
                authority(),
                seen,
                claim.withDecision(LastDecision.of(lease)),
                lease,
                services.jobs().excluding(job.name()),
                request);
    if (!claimed) {
      return Optional.empty();
    }
    services.runs().start(defined, lease, due, membership);
    return Optional.of(again(WATCH_TIMEOUT));
  }

  private Optional<EvaluationOutcome> skip(SlotState seen, Decision.Skip skip) {
    Instant last = skip.claim().nominal();
    String range = last.isAfter(skip.first()) ? "from " + skip.first() + " on: " : "";
    Run run = skipped(RunId.first(RunId.newRun(now)), last, range + skip.why());
    Optional<SkippedOccurrences> published =
        skip.why().isEmpty()
            ? Optional.empty()
            : Optional.of(new SkippedOccurrences(skip.claim().withDecision(decisionOf(run)), run));
    Claim claim = published.map(SkippedOccurrences::claim).orElse(skip.claim());
    unconfirmed = new UnconfirmedChange(published);
    boolean done = services.cluster().skip(authority(), slot, seen, claim);
    unconfirmed = UnconfirmedChange.NONE;
    if (!done) {
      return Optional.empty();
    }
    published.ifPresent(this::publish);
    return Optional.of(again(WATCH_TIMEOUT));
  }

  private Optional<EvaluationOutcome> replace(SlotState seen, Decision.Replace replace) {
    for (String run : replace.runs()) {
      services.cluster().requestStop(seen.running().get(run), "replaced by the next run");
    }
    return Optional.of(again(WATCH_TIMEOUT));
  }

  /** Gives up a request of people and records it as skipped. */
  void drop(RunRequest request, String why) {
    if (services.cluster().dropRequest(authority(), request)) {
      services.history().record(skipped(RunId.first(request.run()), request.at(), why));
    }
  }

  private Cluster.Authority authority() {
    return new Cluster.Authority(membership, defined.key(), defined.revision());
  }

  private void publish(SkippedOccurrences skipped) {
    services.history().record(skipped.run());
    services.alerts().skipped(job, skipped.run());
  }

  private static LastDecision decisionOf(Run skipped) {
    return new LastDecision(
        skipped.id().run(), skipped.nominal(), skipped.node(), skipped.member(), skipped.output());
  }

  private Run skipped(RunId id, Instant nominal, String why) {
    return Run.builder(id, job.name())
        .slot(slot.replica())
        .nominal(nominal)
        .on(membership.member().node(), membership.member().incarnation())
        .ended(Optional.of(now))
        .state(RunState.SKIPPED)
        .output(why)
        .build();
  }
}
