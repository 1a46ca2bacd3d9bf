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
 * Removes what instances left a day ago: what operators said of them, and when their applications
 * last changed. Only if nothing came back, which is a condition of each removal. The caretaker of
 * the nodes does it. Belongs to the thread that looks.
 */
public final class TombstoneSweep {
  private static final Logger LOG = System.getLogger(TombstoneSweep.class.getName());
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST_AT_ONCE = 1_000;

  /** A key that nobody needs, as long as all keys are at these revisions. */
  private record Remnant(String path, Map<String, Long> expected) {}

  private final Coordination coordination;
  private final RegistryView book;
  private final Peers peers;
  private final String node;
  private final LongSupplier nanos;
  private final Map<Remnant, Long> seen = new HashMap<>();
  private long last;

  public TombstoneSweep(
      Coordination coordination, RegistryView book, Peers peers, String node, LongSupplier nanos) {
    this.coordination = coordination;
    this.book = book;
    this.peers = peers;
    this.node = node;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  public void look() {
    long now = nanos.getAsLong();
    if (now - last < PERIOD.toNanos() || peers.caretaker().filter(node::equals).isEmpty()) {
      return;
    }
    last = now;
    List<Remnant> present = book.locked(this::remnants);
    seen.keySet().retainAll(present);
    present.forEach(remnant -> seen.putIfAbsent(remnant, now));
    try {
      present.stream()
          .filter(remnant -> now - seen.get(remnant) >= KEPT.toNanos())
          .limit(MOST_AT_ONCE)
          .forEach(this::remove);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "what nobody needs is removed later", e);
    }
  }

  private List<Remnant> remnants() {
    Stream<Remnant> apps =
        book.allApps().stream()
            .filter(ApplicationState::isOnlyRemembered)
            .map(app ->
                new Remnant(
                    RegistryKeys.app(app.key()),
                    Map.of(RegistryKeys.app(app.key()), app.revision())));
    Stream<Remnant> conditions =
        book.slots().stream()
            .filter(slot -> slot.record().isEmpty() && slot.conditions().isPresent())
            .map(slot -> remnant(slot, slot.conditions().orElseThrow()));
    return Stream.concat(apps, conditions).toList();
  }

  private static Remnant remnant(InstanceState slot, ReplicatedValue conditions) {
    return new Remnant(
        conditions.path(),
        Map.of(conditions.path(), conditions.revision(), RegistryKeys.instance(slot.key()), 0L));
  }

  private void remove(Remnant remnant) {
    Transaction removal = Transaction.unconditional().delete(remnant.path);
    for (Map.Entry<String, Long> condition : remnant.expected.entrySet()) {
      removal = removal.andExpecting(condition.getKey(), condition.getValue());
    }
    coordination.commit(removal);
  }
}
