package io.pepper.discovery.cluster.liveness;

import io.pepper.discovery.cluster.state.InstanceState;
import io.pepper.discovery.instance.Registration;

/**
 * The age of an instance's last heartbeat, as far as it counts. Times are of the monotonic clock.
 *
 * @param age since the last sign, nanoseconds
 * @param lifetime how old it may get, nanoseconds
 */
record HeartbeatAge(long age, long lifetime) {
  /** Two heartbeats of three are missing by then, or are about to. */
  private static final int LATE_PERCENT = 60;

  /**
   * @param fresh since when everybody has a full lifetime again
   */
  static HeartbeatAge of(InstanceState state, Registration registration, long fresh, long now) {
    long age = Math.min(now - state.judgedSince(), now - fresh);
    if (state.hasBeat()) {
      age = Math.min(age, now - state.lastBeat());
    }
    return new HeartbeatAge(age, registration.lifetime().toNanos());
  }

  long ageMillis() {
    return age / 1_000_000;
  }

  /** Returns whether a heartbeat is missing. */
  boolean isLate() {
    return age > lifetime / 100 * LATE_PERCENT;
  }

  /** Returns whether the instance is to be removed. */
  boolean isOverdue() {
    return age > lifetime;
  }

  /** Returns the time at which it becomes overdue; later than now if it is not yet. */
  long deadline(long now) {
    return now - age + lifetime;
  }
}
