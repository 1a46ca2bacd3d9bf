package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.coordination.membership.MembershipListener;
import io.pepper.coordination.membership.MembershipTerms;
import io.pepper.coordination.membership.NodeMembership;
import io.pepper.discovery.Protection;
import io.pepper.discovery.cluster.liveness.Expiry;
import io.pepper.discovery.cluster.liveness.LivenessThread;
import io.pepper.discovery.cluster.liveness.NodeTerms;
import io.pepper.discovery.cluster.liveness.Peers;
import io.pepper.discovery.cluster.liveness.RegistryMember;
import io.pepper.discovery.cluster.liveness.SelfPreservation;
import io.pepper.discovery.cluster.liveness.TombstoneSweep;
import io.pepper.discovery.cluster.publish.Publisher;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.cluster.state.RegistryView;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The part of this node among those that share the registry: its membership, and its checks of
 * nodes, heartbeats and tombstones.
 */
final class RegistryNode {
  private final NodeMembership<RegistryMember> membership;
  private final SelfPreservation selfPreservation;
  private final Expiry expiry;
  private final LivenessThread livenessThread;

  /**
   * @param nanos the monotonic clock
   * @param checkInterval between two checks of nodes and heartbeats
   */
  RegistryNode(
      Coordination coordination,
      NodeTerms terms,
      RegistryView view,
      Peers peers,
      Publisher publisher,
      Clock clock,
      LongSupplier nanos,
      Duration checkInterval) {
    this.membership =
        new NodeMembership<>(
            coordination,
            new MembershipTerms(
                "discovery",
                terms.node(),
                RegistryKeys.node(terms.node()),
                terms.home(),
                terms.timeToLive()),
            RegistryMember.format(terms),
            new MembershipListener<>() {});
    this.selfPreservation = new SelfPreservation(terms.protection(), clock);
    this.expiry =
        new Expiry(
            coordination,
            view,
            peers,
            () -> membership.current().map(MembershipLease::lease),
            publisher,
            selfPreservation,
            terms.node(),
            nanos);
    TombstoneSweep tombstones = new TombstoneSweep(coordination, view, peers, terms.node(), nanos);
    this.livenessThread =
        new LivenessThread(
            checkInterval, List.of(membership::check, expiry::check, tombstones::sweep));
  }

  /** Joins the other nodes. */
  void join() {
    membership.check();
  }

  void openChecks() {
    livenessThread.open();
  }

  /** Sets whether heartbeats can come to this node. */
  void reachable(boolean isReachable) {
    expiry.reachable(isReachable);
  }

  int judged() {
    return expiry.judged();
  }

  long evictions() {
    return expiry.evictions();
  }

  Optional<Protection> protection() {
    return selfPreservation.protection();
  }

  /** Checks everything once, at once. */
  void checkOnce() throws InterruptedException {
    livenessThread.runOnce();
  }

  void closeChecks() {
    livenessThread.close();
  }

  /** Leaves the other nodes. */
  void leave() {
    membership.close();
  }
}
