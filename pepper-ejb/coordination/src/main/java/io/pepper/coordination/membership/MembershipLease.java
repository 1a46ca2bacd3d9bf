package io.pepper.coordination.membership;

import io.pepper.coordination.Coordination.Lease;

/**
 * One incarnation's membership, for as long as its lease lasts. Immutable; safe for any number of
 * threads.
 *
 * @param <M> the members of the cluster
 * @param member this node in this incarnation
 * @param claim the node's key; what the incarnation changes in the cluster depends on its revision
 */
public record MembershipLease<M extends Member>(M member, LeasedKey claim) {
  /** Returns false as soon as other nodes may take this incarnation for dead. */
  public boolean isHeld() {
    return claim.isHeld();
  }

  /** Returns the node's key. */
  public String key() {
    return claim.key();
  }

  /** Returns the revision of the node's key. */
  public long revision() {
    return claim.revision();
  }

  /** Returns the lease that keeps the node's key. */
  public Lease lease() {
    return claim.lease();
  }
}
