package io.pepper.cron.fire;

import io.pepper.cron.cluster.Claim;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What is to be done about a slot at one instant. */
sealed interface Decision {
  /**
   * Nothing is due.
   *
   * @param next when that may change by itself; empty if never
   */
  record Idle(Optional<Instant> next) implements Decision {
    static final Idle FOR_EVER = new Idle(Optional.empty());

    static Idle until(Instant next) {
      return new Idle(Optional.of(next));
    }
  }

  /** Something is due, but runs that are under way hold it up. */
  record Held() implements Decision {}

  /** An occurrence is decided one way or the other. */
  sealed interface Decided extends Decision {
    /** When the occurrence was due. */
    Instant due();
  }

  /**
   * An occurrence is to run.
   *
   * @param claim what the slot's claim becomes, without its trace
   */
  record Start(Instant nominal, Instant due, Claim claim) implements Decided {}

  /**
   * Occurrences are left out.
   *
   * @param first of them
   * @param claim up to the last of them
   * @param why for people
   */
  record Skip(Instant first, Instant due, Claim claim, String why) implements Decided {}

  /** Runs are to be killed, so that an occurrence can run. */
  record Replace(Instant due, Set<String> runs) implements Decided {}
}
