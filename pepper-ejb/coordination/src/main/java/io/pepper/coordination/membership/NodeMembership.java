package io.pepper.coordination.membership;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.CoordinationUnavailableException;
import jakarta.json.JsonException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * This node's membership of a cluster: a key under a lease. {@link #check} joins, notices that the
 * lease is lost, and joins again. It belongs to one thread, which calls it regularly; {@link
 * #current} is for any thread.
 *
 * <p>On every adapter:
 *
 * <ol>
 *   <li>A node MUST be a member only while it holds its lease by its own clock: {@link #current} is
 *       empty before any other node can see the key gone.
 *   <li>A node MUST NOT take a key that another installation holds; it waits until the key is gone.
 *       It MUST take over from a former incarnation of its own installation at once, without
 *       waiting for that one's lease.
 *   <li>Each join MUST make a new incarnation, which no node ever had.
 *   <li>The listener MUST learn of a lost incarnation before the next one joins, and of each join
 *       and each loss exactly once.
 *   <li>A lease that was lost MUST stay lost, also when the coordination still has the key.
 *   <li>{@link #check} MUST NOT throw when the coordination is unavailable; the next check tries
 *       again.
 *   <li>{@link #close} MUST delete the key, so that other nodes know at once, and leave the
 *       listener alone.
 * </ol>
 *
 * @param <M> the members of the cluster
 */
public final class NodeMembership<M extends Member> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NodeMembership.class.getName());

  private final Coordination coordination;
  private final MembershipTerms terms;
  private final MemberFormat<M> format;
  private final MembershipListener<M> listener;
  private volatile MembershipLease<M> membership;
  private String lastProblem = "";
  private boolean isFirst = true;

  public NodeMembership(
      Coordination coordination,
      MembershipTerms terms,
      MemberFormat<M> format,
      MembershipListener<M> listener) {
    this.coordination = coordination;
    this.terms = terms;
    this.format = format;
    this.listener = listener;
  }

  /** Returns the present incarnation's membership; empty while this node is no member. */
  public Optional<MembershipLease<M>> current() {
    return Optional.ofNullable(membership).filter(MembershipLease::isHeld);
  }

  /**
   * Joins if this node is no member. Takes as long as the coordination does then, and no time while
   * it is one.
   *
   * @return whether this node is a member
   */
  public boolean check() {
    MembershipLease<M> present = membership;
    if (present != null && !present.isHeld()) {
      // Not revoked: what runs under the lease ends by itself, and deletes its keys then.
      membership = null;
      listener.lost(present);
    }
    return membership != null || join();
  }

  private boolean join() {
    try {
      Optional<Entry> holder = coordination.get(terms.key());
      Optional<M> former = holder.flatMap(this::former);
      if (holder.isPresent() && former.isEmpty()) {
        problem(
            "another node goes by the name '%s': %s waits until it is gone; set pepper.node"
                .formatted(terms.node(), terms.capability()));
        return false;
      }
      M member = format.create(UUID.randomUUID().toString());
      Optional<LeasedKey> claim =
          LeasedKey.claim(
              coordination,
              terms.key(),
              holder.map(Entry::revision).orElse(0L),
              member.toBytes(),
              terms.timeToLive());
      claim.ifPresent(claimed -> begin(member, claimed, former));
      return claim.isPresent();
    } catch (CoordinationUnavailableException e) {
      problem(terms.capability() + " cannot join and tries again: " + e.getMessage());
      return false;
    }
  }

  private void begin(M member, LeasedKey claim, Optional<M> former) {
    lastProblem = "";
    try {
      former.filter(before -> isFirst).ifPresent(listener::replaced);
    } catch (CoordinationUnavailableException e) {
      claim.close();
      throw e;
    }
    isFirst = false;
    MembershipLease<M> joined = new MembershipLease<>(member, claim);
    membership = joined;
    listener.joined(joined);
  }

  /** Returns the holder if it is certainly over: one process at a time has this installation. */
  private Optional<M> former(Entry holder) {
    try {
      return Optional.of(format.read(holder.value()))
          .filter(member -> member.home().equals(terms.home()));
    } catch (JsonException | ClassCastException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private void problem(String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      LOG.log(Level.WARNING, problem);
    }
  }

  /** Leaves. Call it when no thread checks any more. */
  @Override
  public void close() {
    MembershipLease<M> last = membership;
    membership = null;
    if (last != null) {
      last.claim().close();
    }
  }
}
