package io.pepper.discovery.cluster.liveness;

import io.pepper.discovery.Protection;
import io.pepper.discovery.cluster.liveness.NodeTerms.ProtectionTerms;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;

/**
 * The protection of instances whose heartbeats stop all at once: then it is likelier that the way
 * to this node broke than that all of them did. It counts the late ones and not the overdue ones:
 * of many that stop at once, the first is overdue when all the others are late. Belongs to the
 * liveness thread; the protection may be read by any.
 */
public final class SelfPreservation {
  private static final Logger LOG = System.getLogger(SelfPreservation.class.getName());

  /**
   * Smallest number of late instances that is protected: fewer are too few to distinguish a fault
   * from a stop.
   */
  static final int MIN_LATE = 5;

  private final ProtectionTerms terms;
  private final Clock clock;
  private long begun;
  private boolean isReleased;
  private volatile Protection protection;

  public SelfPreservation(ProtectionTerms terms, Clock clock) {
    this.terms = terms;
    this.clock = clock;
  }

  public Optional<Protection> protection() {
    return Optional.ofNullable(protection);
  }

  /**
   * @param judged number of instances that this node owns
   * @param late how many of them should have given a sign of life
   * @param overdue how many of the late ones are past their lifetime
   * @param now by the monotonic clock
   */
  boolean mayEvict(int judged, int late, int overdue, long now) {
    if (!isMany(judged, late)) {
      isReleased = false;
      end("heartbeats came back, or the instances were removed");
      return true;
    }
    if (!terms.enabled() || isReleased) {
      return true;
    }
    if (protection == null) {
      if (overdue == 0) {
        return false;
      }
      begin(judged, late, overdue, now);
    } else if (now - begun > terms.longest().toNanos()) {
      isReleased = true;
      end("it lasted %s, the longest allowed".formatted(terms.longest()));
      return true;
    }
    Protection present = protection;
    protection = new Protection(present.since(), present.why(), overdue);
    return false;
  }

  private boolean isMany(int judged, int late) {
    return late >= MIN_LATE && late * 100L > (long) terms.percent() * judged;
  }

  private void begin(int judged, int late, int overdue, long now) {
    begun = now;
    protection =
        new Protection(
            clock.instant(),
            "%d of %d instances sent no heartbeat lately, more than %d %%"
                .formatted(late, judged, terms.percent()),
            overdue);
    LOG.log(
        Level.WARNING,
        "discovery keeps all instances: {0}. Cancel those that are really gone",
        protection.why());
  }

  private void end(String why) {
    if (protection != null) {
      protection = null;
      LOG.log(Level.INFO, "discovery removes instances without heartbeats again: {0}", why);
    }
  }
}
