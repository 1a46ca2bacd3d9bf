package io.pepper.discovery.cluster.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.publish.Operation;
import io.pepper.discovery.cluster.publish.Publisher;
import io.pepper.discovery.cluster.state.InstanceState;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.cluster.state.ReplicatedValue;
import io.pepper.discovery.instance.Instance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The removal of instances whose heartbeats stopped, on the node that owns them; the answers to
 * other nodes' queries; and the takeover of instances whose owner is gone. Time in which this node
 * could not check does not count: afterwards every instance has its full lifetime again. Belongs to
 * the liveness thread.
 */
public final class Expiry {
  private static final Logger LOG = System.getLogger(Expiry.class.getName());

  /** A check that comes later than this after the last one came too late. */
  private static final Duration MAX_PAUSE = Duration.ofSeconds(3);

  private static final int MAX_AT_ONCE = 5_000;
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

  private final Coordination coordination;
  private final RegistryView view;
  private final Peers peers;
  private final Supplier<Optional<Lease>> membership;
  private final Publisher publisher;
  private final LongSupplier nanos;
  private final String node;
  private final SelfPreservation selfPreservation;
  private final OwnershipChanges ownership;
  private final HeartbeatQueries queries;
  private final OrphanTakeover orphanTakeover;
  private final Map<String, String> answered = new HashMap<>();
  private final LongAdder evictions = new LongAdder();
  private volatile long fresh;
  private volatile boolean isReachable = true;
  private volatile int judged;
  private long lastLook;

  public Expiry(
      Coordination coordination,
      RegistryView view,
      Peers peers,
      Supplier<Optional<Lease>> membership,
      Publisher publisher,
      SelfPreservation selfPreservation,
      String node,
      LongSupplier nanos) {
    this.coordination = coordination;
    this.view = view;
    this.peers = peers;
    this.membership = membership;
    this.publisher = publisher;
    this.selfPreservation = selfPreservation;
    this.nanos = nanos;
    this.node = node;
    this.ownership = new OwnershipChanges(view, node);
    this.queries = new HeartbeatQueries(coordination, peers, node);
    this.orphanTakeover = new OrphanTakeover(peers, node);
    this.lastLook = nanos.getAsLong();
    this.fresh = lastLook;
  }

  public int judged() {
    return judged;
  }

  public long evictions() {
    return evictions.sum();
  }

  /** Sets whether heartbeats can come to this node. */
  public void reachable(boolean reachable) {
    isReachable = reachable;
  }

  public void check() throws InterruptedException {
    long now = nanos.getAsLong();
    boolean isLate = now - lastLook > MAX_PAUSE.toNanos();
    lastLook = now;
    Optional<Lease> lease = membership.get().filter(held -> peers.isMember(node));
    if (isLate || !isReachable || publisher.isAway() || lease.isEmpty()) {
      fresh = now;
      queries.forget();
    }
    if (publisher.isAway() || lease.isEmpty()) {
      return;
    }
    try {
      answer(lease.get(), now);
      judge(lease.get(), now);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "cannot ask or answer", e);
      fresh = nanos.getAsLong();
      queries.forget();
    }
  }

  private void judge(Lease lease, long now) throws InterruptedException {
    orphanTakeover.forgetReturned();
    int mine = 0;
    List<Suspect> suspects = new ArrayList<>();
    List<InstanceState> orphans = new ArrayList<>();
    for (InstanceState state : view.states()) {
      Optional<Instance> shown = state.shown();
      if (shown.isEmpty() || !shown.get().registration().origin().hasHeartbeats()) {
        continue;
      }
      if (state.owner().equals(node)) {
        mine++;
        HeartbeatAge age = HeartbeatAge.of(state, shown.get().registration(), fresh, now);
        if (age.isLate()) {
          suspects.add(new Suspect(state, age));
        }
      } else if (orphans.size() < MAX_AT_ONCE
          && orphanTakeover.mustClaim(state.owner(), hasFreshBeat(state, now), now)) {
        orphans.add(state);
      }
    }
    judged = mine;
    await(orphans.stream().map(ownership::claim).toList());
    queries.refresh(suspects, lease, now);
    evict(suspects, mine, now);
  }

  private void evict(List<Suspect> suspects, int mine, long now) throws InterruptedException {
    long overdue = suspects.stream().filter(suspect -> suspect.age().isOverdue()).count();
    if (!selfPreservation.mayEvict(mine, suspects.size(), (int) overdue, now)) {
      return;
    }
    List<Operation<Boolean>> due =
        suspects.stream()
            .filter(suspect -> queries.isGivenUp(suspect, now))
            .limit(MAX_AT_ONCE)
            .map(suspect -> ownership.evict(suspect.state(), () -> isStillDue(suspect.state())))
            .toList();
    int gone = await(due);
    if (gone > 0) {
      evictions.add(gone);
      LOG.log(Level.INFO, "{0} instances sent no heartbeat in their lifetime: removed", gone);
    }
  }

  private boolean isStillDue(InstanceState state) {
    return state
        .shown()
        .map(shown ->
            HeartbeatAge.of(state, shown.registration(), fresh, nanos.getAsLong()).isOverdue())
        .orElse(false);
  }

  private static boolean hasFreshBeat(InstanceState state, long now) {
    return state.hasBeat()
        && state
            .shown()
            .filter(shown -> now - state.lastBeat() < shown.registration().lifetime().toNanos())
            .isPresent();
  }

  /** Takes over the instances of a query that this node had heartbeats of, then answers it. */
  private void answer(Lease lease, long now) throws InterruptedException {
    for (String asker : peers.others(node)) {
      Optional<HeartbeatQuery> ask =
          peers.query(asker).filter(open -> !open.round().equals(answered.get(asker)));
      if (ask.isPresent() && claimBeating(asker, ask.get(), now)) {
        coordination.commit(
            Transaction.unconditional()
                .put(RegistryKeys.answer(asker, node), ask.get().round().getBytes(UTF_8), lease));
        answered.put(asker, ask.get().round());
      }
    }
    answered.keySet().removeIf(asker -> !peers.isMember(asker));
  }

  private boolean claimBeating(String asker, HeartbeatQuery ask, long now)
      throws InterruptedException {
    List<InstanceState> beating = view.locked(() -> beating(asker, ask, now));
    await(beating.stream().map(ownership::claim).toList());
    // Its own heartbeats count, not when it came here.
    beating.stream()
        .filter(state -> state.owner().equals(node))
        .forEach(InstanceState::judgeByBeat);
    return beating.stream().noneMatch(state -> state.owner().equals(asker));
  }

  /**
   * Finds the instances that this node had a later heartbeat of; marks the others, so that a later
   * heartbeat takes them over.
   */
  private List<InstanceState> beating(String asker, HeartbeatQuery ask, long now) {
    List<InstanceState> beating = new ArrayList<>();
    ask.ages()
        .forEach((path, age) -> {
          Optional<InstanceState> state = view.replica(path).flatMap(ReplicatedValue::state);
          if (state.filter(asked -> asked.owner().equals(asker)).isPresent()) {
            state.get().markMissed();
            if (hasFreshBeat(state.get(), now) && now - state.get().lastBeat() < age * 1_000_000) {
              beating.add(state.get());
            }
          }
        });
    return beating;
  }

  /** Waits for operations, and returns how many of them made a change. */
  private int await(List<Operation<Boolean>> operations) throws InterruptedException {
    List<Operation<Boolean>> offered = operations.stream().filter(publisher::offer).toList();
    CompletableFuture<?>[] all =
        offered.stream().map(Operation::done).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(all).get(COMMIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // What was not made is found again by the next check.
      LOG.log(Level.DEBUG, "not all was claimed or removed", e);
    }
    return (int)
        offered.stream()
            .map(Operation::done)
            .filter(done -> done.isDone() && !done.isCompletedExceptionally() && done.join())
            .count();
  }
}
