package io.pepper.bridge.rpcx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.LeaseEndedException;
import java.time.Duration;
import java.util.Optional;

/** Which node exchanges with rpcx: one at a time. Used by one thread, except {@link #isElected}. */
final class Election implements AutoCloseable {
  private static final String KEY = "rpcx/node";

  private final Coordination coordination;
  private final String node;
  private final Duration term;
  private volatile Lease lease;

  /**
   * @param term after which another node may take over from one that is away
   */
  Election(Coordination coordination, String node, Duration term) {
    this.coordination = coordination;
    this.node = node;
    this.term = term;
  }

  boolean isElected() {
    Lease held = lease;
    return held != null && held.isHeld();
  }

  /** Tries to be elected if nobody is. */
  boolean stand() {
    if (isElected()) {
      return true;
    }
    lease = null;
    if (coordination.get(KEY).isPresent()) {
      return false;
    }
    Lease candidate = coordination.grant(term);
    try {
      if (coordination
          .compareAndPut(KEY, 0, node.getBytes(UTF_8), Optional.of(candidate))
          .isPresent()) {
        lease = candidate;
        return true;
      }
    } catch (LeaseEndedException e) {
      // Too slow: next time.
    }
    candidate.close();
    return false;
  }

  /** Lets another node take over at once. */
  @Override
  public void close() {
    Lease held = lease;
    lease = null;
    if (held != null) {
      held.close();
    }
  }
}
