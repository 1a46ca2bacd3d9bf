package io.pepper.cron.fire;

import io.pepper.cron.cluster.Claim;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The next step for a slot at one instant. */
sealed interface Decision {
  /**
   * No step: nothing is due.
   *
   * @param next when that may change by itself; empty if never
   */
  record Idle(Optional<Instant> next) implements Decision {
    static final Idle FOR_EVER = new Idle(Optional.empty());

    static Idle until(Instant next) {
      return new Idle(Optional.of(next));
    }
  }

  /** A wait: something is due, but runs that are under way hold it up. */
  record Held() implements Decision {}

  /** A decision that changes the cluster's state. */
  sealed interface Decided extends Decision {
    /** Returns when the occurrence was due. */
    Instant due();
  }

  /**
   * The start of an occurrence.
   *
   * @param claim what the slot's claim becomes, without its decision
   */
  record Start(Instant nominal, Instant due, Claim claim) implements Decided {}

  /**
   * The skip of one or more occurrences.
   *
   * @param first the first of them
   * @param claim what the slot's claim becomes: up to the last of them
   * @param why the reason for people; empty if it need not be recorded
   */
  record Skip(Instant first, Instant due, Claim claim, String why) implements Decided {}

  /** The end of runs that are under way, so that an occurrence can start. */
  record Replace(Instant due, Set<String> runs) implements Decided {}
}
