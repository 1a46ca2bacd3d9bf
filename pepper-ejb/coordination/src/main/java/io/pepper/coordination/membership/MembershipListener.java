package io.pepper.coordination.membership;

/**
 * A listener for the incarnations of this node. Called on the thread that checks the membership;
 * must be quick.
 *
 * @param <M> the members of the cluster
 */
public interface MembershipListener<M extends Member> {
  /**
   * Clears what the incarnation before the start of this process left behind. Called while this
   * node is not yet a member.
   *
   * @throws io.pepper.coordination.CoordinationUnavailableException if that cannot be done now: the
   *     node then joins later
   */
  default void replaced(M former) {}

  /** Begins the work of a new incarnation. */
  default void joined(MembershipLease<M> membership) {}

  /** Ends all work of an incarnation whose lease is lost. Its keys are not deleted by that. */
  default void lost(MembershipLease<M> membership) {}
}
