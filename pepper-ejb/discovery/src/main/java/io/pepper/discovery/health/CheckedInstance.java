package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.Instance;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An instance that this node checks after. Its fields belong to the thread of the rounds, but while
 * a check is under way.
 */
final class CheckedInstance {
  private final Check check;
  private final List<String> addresses;
  private CheckState state;
  private long due;
  private volatile boolean beingLookedAt;

  /**
   * @param now in milliseconds; the first check comes at some moment of the first interval, so that
   *     not all are checked together
   */
  CheckedInstance(Instance instance, Check check, long now) {
    this.check = check;
    this.addresses = instance.registration().addresses();
    this.state = CheckState.of(instance.conditions().unhealthy().isEmpty());
    this.due = now + ThreadLocalRandom.current().nextLong(check.interval().toMillis());
  }

  /** Returns whether the results so far still count. */
  boolean isStill(Instance instance, Check present) {
    return check.equals(present) && addresses.equals(instance.registration().addresses());
  }

  boolean isDue(long now) {
    return !beingLookedAt && now >= due;
  }

  void begin(long now) {
    beingLookedAt = true;
    due = now + check.interval().toMillis();
  }

  /** Counts a result, and returns the state after it. */
  CheckState end(boolean works) {
    state = state.after(works, check);
    return state;
  }

  void release() {
    beingLookedAt = false;
  }

  Check check() {
    return check;
  }
}
