package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.liveness.NodeTerms;
import io.pepper.discovery.cluster.liveness.RegistryMember;
import io.pepper.discovery.cluster.state.RegistryKeys;
import jakarta.json.JsonException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps this node a member, under its one lease. What it asks and answers is under the same lease.
 * Belongs to the thread that looks; whether it is a member may be asked by any.
 */
public final class RegistryMembership implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RegistryMembership.class.getName());

  private final Coordination coordination;
  private final NodeTerms terms;
  private volatile Lease lease;
  private String lastProblem = "";

  RegistryMembership(Coordination coordination, NodeTerms terms) {
    this.coordination = coordination;
    this.terms = terms;
  }

  /** The lease while this node is a member. */
  public Optional<Lease> lease() {
    return Optional.ofNullable(lease).filter(Lease::isHeld);
  }

  /** Joins if it is no member. May take as long as the coordination does. */
  void look() {
    if (lease().isEmpty()) {
      lease = null;
      join();
    }
  }

  private void join() {
    Lease fresh = null;
    try {
      Optional<Entry> holder = coordination.get(key());
      if (holder.filter(entry -> !isMine(entry)).isPresent()) {
        problem(
            "another node goes by the name '%s': discovery waits until it is gone; set pepper.node"
                .formatted(terms.node()));
        return;
      }
      fresh = coordination.grant(terms.timeToLive());
      RegistryMember member =
          new RegistryMember(terms.self(), UUID.randomUUID().toString(), terms.home());
      Transaction joining =
          Transaction.expecting(key(), holder.map(Entry::revision).orElse(0L))
              .put(key(), member.toBytes(), fresh);
      if (coordination.commit(joining).isPresent()) {
        lastProblem = "";
        lease = fresh;
        return;
      }
    } catch (CoordinationUnavailableException e) {
      problem("discovery cannot take its lease and tries again: " + e.getMessage());
    }
    if (fresh != null) {
      fresh.close();
    }
  }

  private String key() {
    return RegistryKeys.node(terms.node());
  }

  private boolean isMine(Entry holder) {
    try {
      return RegistryMember.read(holder.value()).home().equals(terms.home());
    } catch (JsonException | ClassCastException | NullPointerException e) {
      return false;
    }
  }

  private void problem(String problem) {
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      LOG.log(Level.WARNING, problem);
    }
  }

  /** Leaves: the others know at once. */
  @Override
  public void close() {
    Lease last = lease;
    lease = null;
    if (last != null) {
      last.close();
    }
  }
}
