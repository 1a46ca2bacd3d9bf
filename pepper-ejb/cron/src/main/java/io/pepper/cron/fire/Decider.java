package io.pepper.cron.fire;

import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.JobCompletions;
import io.pepper.cron.cluster.SlotState;
import io.pepper.cron.definition.After;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Misfire;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of one slot at one instant: which occurrence starts, waits, is skipped or replaces the
 * run before it. Without side effects. Each occurrence is decided once, in order (ADR 52).
 */
final class Decider {
  /** The number of runs of a slot that may overlap. */
  static final int MAX_OVERLAPPING = 64;

  /** The number of occurrences that may wait for a run to end. */
  static final int MAX_QUEUED = 100;

  private final CronJob job;
  private final SlotState slot;
  private final Instant now;
  private final Instant floor;
  private final Optional<JobName> excluder;
  private final Function<JobName, JobCompletions> completions;

  /**
   * @param floor the instant up to which occurrences are left to the past
   * @param excluder a job that runs now and excludes this one
   */
  Decider(
      CronJob job,
      SlotState slot,
      Instant now,
      Instant floor,
      Optional<JobName> excluder,
      Function<JobName, JobCompletions> completions) {
    this.job = job;
    this.slot = slot;
    this.now = now;
    this.floor = floor.isAfter(job.since()) ? floor : job.since();
    this.excluder = excluder;
    this.completions = completions;
  }

  Decision decide() {
    if (job.paused() || job.maxRuns().isPresent() && runs() >= job.maxRuns().getAsLong()) {
      return Decision.Idle.FOR_EVER;
    }
    return switch (job.trigger()) {
      case Trigger.Scheduled scheduled -> scheduled(new Occurrences(job, scheduled.schedule()));
      case Trigger.Loop loop -> loop(loop.pause());
      case Trigger.Following following -> following(following.after());
      case Trigger.Manual manual -> Decision.Idle.FOR_EVER;
    };
  }

  private Decision scheduled(Occurrences occurrences) {
    Optional<Instant> first = occurrences.after(decidedUpTo());
    if (first.isEmpty()) {
      return Decision.Idle.FOR_EVER;
    }
    Instant nominal = first.get();
    Instant due = occurrences.due(nominal);
    if (due.isAfter(now)) {
      return Decision.Idle.until(due);
    }
    return isMissed(due) ? missed(occurrences, nominal, due) : onTime(nominal, due, occurrences);
  }

  private Instant decidedUpTo() {
    return slot.claim().map(Claim::nominal).filter(floor::isBefore).orElse(floor);
  }

  /**
   * Returns whether the occurrence is missed. For a job whose occurrences wait, time during which
   * something held it up does not count.
   */
  private boolean isMissed(Instant due) {
    Instant from = due;
    if (job.overlap() == Overlap.QUEUE || job.overlap() == Overlap.REPLACE) {
      Instant free = slot.running().isEmpty() ? slot.busyUntil() : now;
      from = free.isAfter(due) ? free : due;
    }
    return from.plus(job.misfire().tolerance()).isBefore(now);
  }

  private Decision missed(Occurrences occurrences, Instant first, Instant due) {
    Misfire policy = job.misfire().misfire();
    Instant horizon = now.minus(job.misfire().window());
    if (policy == Misfire.ALL) {
      return first.isBefore(horizon)
          ? skip(first, due, occurrences.lastUpTo(first, horizon), "missed too long ago")
          : catchUp(first, due);
    }
    Instant latest = now.minus(job.misfire().tolerance()).minus(job.jitter());
    Instant last = latest.isBefore(first) ? first : occurrences.lastUpTo(first, latest);
    return policy == Misfire.SKIP || last.isBefore(horizon)
        ? skip(first, due, last, "missed: no node could start it in time")
        : catchUp(last, due);
  }

  /** Starts a missed occurrence, one after the other, whatever the overlap policy skips. */
  private Decision catchUp(Instant nominal, Instant due) {
    return mayStart() ? start(nominal, due) : new Decision.Held();
  }

  private boolean mayStart() {
    return excluder.isEmpty() && (slot.running().isEmpty() || mayOverlap());
  }

  private boolean mayOverlap() {
    return job.overlap() == Overlap.ALLOW && slot.running().size() < MAX_OVERLAPPING;
  }

  private Decision onTime(Instant nominal, Instant due, Occurrences occurrences) {
    if (mayStart()) {
      return start(nominal, due);
    }
    return switch (job.overlap()) {
      case SKIP, ALLOW -> skip(nominal, due, nominal, whyNot());
      case QUEUE ->
          tooManyWait(occurrences, nominal)
              ? skip(nominal, due, nominal, MAX_QUEUED + " later ones wait already")
              : new Decision.Held();
      case REPLACE -> replace(nominal, due, occurrences);
    };
  }

  private String whyNot() {
    if (excluder.isPresent()) {
      return "job " + excluder.get() + " is running, and the two exclude each other";
    }
    return job.overlap() == Overlap.ALLOW
        ? MAX_OVERLAPPING + " runs are under way already"
        : "run " + slot.running().keySet().iterator().next() + " is still under way";
  }

  private boolean tooManyWait(Occurrences occurrences, Instant first) {
    Optional<Instant> next = Optional.of(first);
    for (int i = 0; i < MAX_QUEUED; i++) {
      next = next.flatMap(occurrences::after).filter(later -> !later.isAfter(now));
    }
    return next.isPresent();
  }

  private Decision replace(Instant nominal, Instant due, Occurrences occurrences) {
    boolean overtaken =
        occurrences.after(nominal).filter(next -> !occurrences.due(next).isAfter(now)).isPresent();
    if (overtaken) {
      return skip(nominal, due, nominal, "replaced by the next one before it began");
    }
    return replaceRunning(due);
  }

  private Decision replaceRunning(Instant due) {
    return slot.running().isEmpty()
        ? new Decision.Held()
        : new Decision.Replace(due, slot.running().keySet());
  }

  private Decision loop(Duration pause) {
    if (!slot.running().isEmpty()) {
      return Decision.Idle.FOR_EVER;
    }
    Instant due = loopDue(pause);
    if (due.isAfter(now)) {
      return Decision.Idle.until(due);
    }
    return excluder.isPresent() ? new Decision.Held() : start(due, due);
  }

  private Instant loopDue(Duration pause) {
    if (runs() == 0) {
      return later(floor);
    }
    // A node that did not see the last run end counts from when it was claimed.
    Instant last = slot.freed().orElseGet(() -> slot.claim().orElseThrow().nominal());
    Instant due = later(last.plus(pause));
    return due.isBefore(floor) ? floor : due;
  }

  /** Returns the instant, or the millisecond after what is decided already. */
  private Instant later(Instant instant) {
    return slot.claim()
        .map(claim -> claim.nominal().plusMillis(1))
        .filter(instant::isBefore)
        .orElse(instant);
  }

  private Decision following(After after) {
    ParentCompletions parents = ParentCompletions.of(after, slot.claim(), completions);
    Map<JobName, Long> counts = parents.counts();
    Instant last = parents.last();
    if (claimOfEpoch().isEmpty()) {
      // Runs that completed before this job was defined do not count.
      return new Decision.Skip(last, last, claim(later(floor), 0, counts), "");
    }
    if (!parents.isNew()) {
      return Decision.Idle.FOR_EVER;
    }
    Instant nominal = later(last);
    if (last.isBefore(floor)) {
      // Completed while this job, or everything, was paused.
      return skipFollowing(nominal, last, counts, "");
    }
    if (mayStart()) {
      return new Decision.Start(nominal, last, claim(nominal, runs() + 1, counts));
    }
    return switch (job.overlap()) {
      case SKIP, ALLOW -> skipFollowing(nominal, last, counts, whyNot());
      case QUEUE -> new Decision.Held();
      case REPLACE -> replaceRunning(last);
    };
  }

  private Decision skipFollowing(
      Instant nominal, Instant due, Map<JobName, Long> counts, String why) {
    return new Decision.Skip(nominal, due, claim(nominal, runs(), counts), why);
  }

  private Optional<Claim> claimOfEpoch() {
    return slot.claim().filter(claim -> claim.epoch() == job.epoch());
  }

  private long runs() {
    return claimOfEpoch().map(Claim::runs).orElse(0L);
  }

  private Decision start(Instant nominal, Instant due) {
    return new Decision.Start(nominal, due, claim(nominal, runs() + 1, Map.of()));
  }

  private Decision skip(Instant first, Instant due, Instant last, String why) {
    return new Decision.Skip(first, due, claim(last, runs(), Map.of()), why);
  }

  private Claim claim(Instant nominal, long runs, Map<JobName, Long> taken) {
    return new Claim(nominal, runs, job.epoch(), taken, Optional.empty());
  }
}
