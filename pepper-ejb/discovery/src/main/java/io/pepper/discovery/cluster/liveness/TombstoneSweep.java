package io.pepper.discovery.cluster.liveness;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.state.ApplicationState;
import io.pepper.discovery.cluster.state.InstanceState;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.cluster.state.ReplicatedValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The removal of what instances left a day ago: what operators said of them, and when their
 * applications last changed. Each removal is conditional on nothing having come back. The first of
 * the nodes does it. Belongs to the liveness thread.
 */
public final class TombstoneSweep {
  private static final Logger LOG = System.getLogger(TombstoneSweep.class.getName());
  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);
  private static final Duration RETENTION = Duration.ofDays(1);
  private static final int MAX_AT_ONCE = 1_000;

  /** A key that is no longer needed, as long as all keys are at these revisions. */
  private record Remnant(String path, Map<String, Long> expected) {}

  private final Coordination coordination;
  private final RegistryView view;
  private final Peers peers;
  private final String node;
  private final LongSupplier nanos;
  private final Map<Remnant, Long> seen = new HashMap<>();
  private long last;

  public TombstoneSweep(
      Coordination coordination, RegistryView view, Peers peers, String node, LongSupplier nanos) {
    this.coordination = coordination;
    this.view = view;
    this.peers = peers;
    this.node = node;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  public void sweep() {
    long now = nanos.getAsLong();
    if (now - last < SWEEP_INTERVAL.toNanos()
        || peers.firstMember().filter(node::equals).isEmpty()) {
      return;
    }
    last = now;
    List<Remnant> present = view.locked(this::remnants);
    seen.keySet().retainAll(present);
    present.forEach(remnant -> seen.putIfAbsent(remnant, now));
    try {
      present.stream()
          .filter(remnant -> now - seen.get(remnant) >= RETENTION.toNanos())
          .limit(MAX_AT_ONCE)
          .forEach(this::remove);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "what nobody needs is removed later", e);
    }
  }

  private List<Remnant> remnants() {
    Stream<Remnant> apps =
        view.allApps().stream()
            .filter(ApplicationState::isOnlyRemembered)
            .map(app ->
                new Remnant(
                    RegistryKeys.app(app.key()),
                    Map.of(RegistryKeys.app(app.key()), app.revision())));
    Stream<Remnant> conditions =
        view.states().stream()
            .filter(state -> state.record().isEmpty() && state.conditions().isPresent())
            .map(state -> remnant(state, state.conditions().orElseThrow()));
    return Stream.concat(apps, conditions).toList();
  }

  private static Remnant remnant(InstanceState state, ReplicatedValue conditions) {
    return new Remnant(
        conditions.path(),
        Map.of(conditions.path(), conditions.revision(), RegistryKeys.instance(state.key()), 0L));
  }

  private void remove(Remnant remnant) {
    Transaction removal = Transaction.unconditional().delete(remnant.path);
    for (Map.Entry<String, Long> condition : remnant.expected.entrySet()) {
      removal = removal.andExpecting(condition.getKey(), condition.getValue());
    }
    coordination.commit(removal);
  }
}
