package io.pepper.coordination.membership;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.LeaseEndedException;
import java.time.Duration;

/**
 * The choice of the one node that does some work for all: the node whose key is under its lease.
 * Belongs to one thread; {@link #isLeader} is for any thread.
 *
 * <p>On every adapter:
 *
 * <ol>
 *   <li>At most one node MUST be the leader at a time, as far as the nodes' clocks run at the same
 *       speed: a leader whose lease may have ended MUST NOT call itself one.
 *   <li>A node MUST become the leader only by {@link #stand}, and only while no other is.
 *   <li>After the death of the leader another node MUST be able to take over once the term is over,
 *       and after {@link #close} at once.
 *   <li>A failed attempt MUST NOT keep any node from being elected.
 * </ol>
 */
public final class LeaderElection implements AutoCloseable {
  private final Coordination coordination;
  private final String key;
  private final String node;
  private final Duration term;
  private volatile LeasedKey claim;

  /**
   * @param key the key of the work, whose value is the leader's name
   * @param node this node's name
   * @param term the time after which another node may take over from a leader that is out of touch;
   *     at least 2 s
   */
  public LeaderElection(Coordination coordination, String key, String node, Duration term) {
    this.coordination = coordination;
    this.key = key;
    this.node = node;
    this.term = term;
  }

  /** Returns whether this node is the leader, without asking the coordination. */
  public boolean isLeader() {
    LeasedKey held = claim;
    return held != null && held.isHeld();
  }

  /**
   * Tries to become the leader if there is none.
   *
   * @return whether this node is the leader
   * @throws CoordinationUnavailableException if the coordination cannot be reached
   */
  public boolean stand() {
    if (isLeader()) {
      return true;
    }
    claim = null;
    if (coordination.get(key).isPresent()) {
      return false;
    }
    try {
      claim = LeasedKey.claim(coordination, key, 0, node.getBytes(UTF_8), term).orElse(null);
    } catch (LeaseEndedException e) {
      // The attempt took longer than the term: the next one may be faster.
      return false;
    }
    return claim != null;
  }

  /** Gives the work up: another node can take over at once. */
  @Override
  public void close() {
    LeasedKey held = claim;
    claim = null;
    if (held != null) {
      held.close();
    }
  }
}
