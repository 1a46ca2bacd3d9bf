/**
 * The nodes of a cluster and the work that one of them does for all: keys under leases, membership
 * and election. The rules are those of {@link io.pepper.coordination.membership.NodeMembership} and
 * {@link io.pepper.coordination.membership.LeaderElection}; they hold on every adapter.
 */
package io.pepper.coordination.membership;
