package io.pepper.cron.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.LeaseEndedException;
import io.pepper.coordination.ValueJson;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.definition.JobName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The changes of the state that the nodes agree upon. Each change is one transaction that holds
 * only if this node is still a member and had seen the newest state. Blocks; for virtual threads.
 * Every method may throw {@link CoordinationUnavailableException}, after which it is unknown
 * whether the change was made: see {@link #readSlot}.
 */
public final class Cluster {
  /**
   * The conditions under which this node may make a change.
   *
   * @param definition the key of the job's definition
   * @param revision at which the definition was read
   */
  public record Authority(
      MembershipLease<CronMember> membership, String definition, long revision) {
    Transaction transaction() {
      return Transaction.expecting(membership.key(), membership.revision())
          .andExpecting(definition, revision);
    }
  }

  private static final int MAX_KEYS = 50;

  private final Coordination coordination;
  private final ClusterView view;

  public Cluster(Coordination coordination, ClusterView view) {
    this.coordination = coordination;
    this.view = view;
  }

  /**
   * Claims an occurrence and marks its run as under way.
   *
   * @param seen what the decision was made with
   * @param claim what the slot's claim becomes
   * @param excluding jobs that must not run at the same time; the caller has seen that none runs
   * @param request the request that the run fulfils; empty if the occurrence starts by itself
   * @return whether this node has claimed it
   */
  public boolean claim(
      Authority by,
      SlotState seen,
      Claim claim,
      RunLease lease,
      Set<JobName> excluding,
      Optional<RunRequest> request) {
    // The lease comes first: a node that sees the claim, or the pair, has seen the run.
    Transaction change =
        by.transaction().put(lease.key(), lease.toBytes(), by.membership().lease());
    for (JobName other : excluding) {
      // The start of either of the two changes this key: the other cannot start unseen.
      String pair = CronKeys.pair(lease.slot().job(), other);
      change = change.andExpecting(pair, view.pair(pair)).put(pair, lease.run().getBytes(UTF_8));
    }
    // Orders change the claim, too: of two starts at the same moment one has not seen the other.
    change =
        change
            .andExpecting(CronKeys.claim(lease.slot()), seen.revision())
            .put(CronKeys.claim(lease.slot()), claim.toBytes());
    if (request.isPresent()) {
      change =
          change
              .andExpecting(request.get().key(), request.get().revision())
              .delete(request.get().key());
    }
    return committed(by, change);
  }

  /** Decides occurrences without running them. */
  public boolean skip(Authority by, Slot slot, SlotState seen, Claim claim) {
    return committed(
        by,
        by.transaction()
            .andExpecting(CronKeys.claim(slot), seen.revision())
            .put(CronKeys.claim(slot), claim.toBytes()));
  }

  /** Deletes a request that cannot be fulfilled. */
  public boolean dropRequest(Authority by, RunRequest request) {
    return committed(
        by, by.transaction().andExpecting(request.key(), request.revision()).delete(request.key()));
  }

  private boolean committed(Authority by, Transaction change) {
    try {
      return by.membership().isHeld() && coordination.commit(change).isPresent();
    } catch (LeaseEndedException e) {
      return false;
    }
  }

  /** Reads a slot from the coordination itself, whatever the view shows. */
  public SlotState readSlot(Slot slot) {
    Optional<Entry> claim = coordination.get(CronKeys.claim(slot));
    Map<String, RunLease> running = new HashMap<>();
    for (Entry entry : coordination.list(CronKeys.running(slot)).entries()) {
      String run = CronKeys.run(entry.key().substring(CronKeys.RUNNING.length()));
      running.put(run, RunLease.read(slot, run, entry.value(), entry.revision()));
    }
    return view.slot(slot)
        .withClaim(
            claim.map(entry -> Claim.read(entry.value())), claim.map(Entry::revision).orElse(0L))
        .withRunning(running);
  }

  /** Returns whether a run that this node was about to claim was claimed. */
  public boolean isClaimed(RunLease lease) {
    return coordination
        .get(lease.key())
        .map(entry -> RunLease.read(lease.slot(), lease.run(), entry.value(), entry.revision()))
        .filter(found -> found.member().equals(lease.member()))
        .isPresent();
  }

  /** Releases the lease of a run that is over, of a job that no other job follows. */
  public void end(RunLease lease) {
    coordination.commit(ending(lease));
  }

  /**
   * Releases the lease of a run that is over, and counts its completion for the jobs that follow.
   */
  public void complete(RunLease lease, boolean success, int replicas, Instant now) {
    String key = CronKeys.completions(lease.slot().job());
    boolean done = false;
    while (!done) {
      Optional<Entry> mark = coordination.get(lease.key());
      if (mark.isEmpty()) {
        // Deleted already, by a call that got no answer; or with the lease of the node.
        return;
      }
      Optional<Entry> entry = coordination.get(key);
      JobCompletions next =
          entry
              .map(found -> JobCompletions.read(found.value()))
              .orElse(JobCompletions.NONE)
              .with(lease.nominal(), success, replicas, now);
      done =
          coordination
              .commit(
                  ending(lease)
                      .andExpecting(lease.key(), mark.get().revision())
                      .andExpecting(key, entry.map(Entry::revision).orElse(0L))
                      .put(key, next.toBytes()))
              .isPresent();
    }
  }

  private static Transaction ending(RunLease lease) {
    return Transaction.unconditional().delete(lease.key()).delete(CronKeys.stop(lease.run()));
  }

  /**
   * Asks the node that carries a run to end it.
   *
   * @return false if it has ended
   */
  public boolean requestStop(RunLease lease, String why) {
    return coordination
        .commit(
            Transaction.expecting(lease.key(), lease.revision())
                .put(CronKeys.stop(lease.run()), stop(why)))
        .isPresent();
  }

  private static byte[] stop(String why) {
    return ValueJson.bytes(ValueJson.object().add("why", why));
  }

  /** Places requests, all or none. */
  public void request(List<RunRequest> requests) {
    Transaction change = Transaction.unconditional();
    for (RunRequest request : requests) {
      change = change.put(request.key(), request.toBytes());
    }
    coordination.commit(change);
  }

  /** Pauses all jobs, or lets them go on; occurrences during the pause are not made up for. */
  public void setMaintenance(boolean paused, Instant now) {
    coordination.put(
        CronKeys.MAINTENANCE,
        ValueJson.bytes(ValueJson.object().add("paused", paused).add("since", now.toEpochMilli())));
  }

  /**
   * Deletes what is kept of a job, unless it is defined.
   *
   * @param definition the key that must not be there
   */
  public void forget(JobName job, String definition) {
    List<String> keys = new ArrayList<>();
    for (String prefix : List.of(CronKeys.claims(job), CronKeys.requests(job))) {
      coordination.list(prefix).entries().forEach(entry -> keys.add(entry.key()));
    }
    keys.add(CronKeys.completions(job));
    keys.addAll(view.pairs(job));
    for (int from = 0; from < keys.size(); from += MAX_KEYS) {
      Transaction change = Transaction.expecting(definition, 0);
      for (String key : keys.subList(from, Math.min(from + MAX_KEYS, keys.size()))) {
        change = change.delete(key);
      }
      coordination.commit(change);
    }
  }
}
