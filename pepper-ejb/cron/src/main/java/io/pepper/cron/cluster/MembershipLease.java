package io.pepper.cron.cluster;

import io.pepper.coordination.Coordination.Lease;

/**
 * This node's membership, for as long as its lease lasts.
 *
 * @param revision of the node's key: what it changes in the cluster depends on that
 */
public record MembershipLease(CronMember member, long revision, Lease lease) {
  public boolean isHeld() {
    return lease.isHeld();
  }

  String key() {
    return CronKeys.node(member.node());
  }
}
