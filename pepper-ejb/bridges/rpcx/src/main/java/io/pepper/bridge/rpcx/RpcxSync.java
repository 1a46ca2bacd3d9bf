package io.pepper.bridge.rpcx;

import io.pepper.coordination.etcd.ForeignKeys;
import io.pepper.coordination.etcd.ForeignKeys.ForeignListing;
import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The comparison of one base path with one environment, after which both show the same. It can be
 * repeated at any time: each round compares what is there with what ought to be, and each write
 * holds only if the leaf is as it was read (docs/protocol.md, rpcx).
 */
final class RpcxSync {
  private static final Logger LOG = System.getLogger(RpcxSync.class.getName());

  private final RpcxSettings settings;
  private final Registry registry;
  private final ForeignKeys keys;
  private final PublishedLeaves published;
  private final long start = System.nanoTime();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, LeafHeartbeats> rewrites = new HashMap<>();

  RpcxSync(RpcxSettings settings, Registry registry, ForeignKeys keys) {
    this.settings = settings;
    this.registry = registry;
    this.keys = keys;
    published = new PublishedLeaves(settings);
  }

  /**
   * Compares once, and writes what differs.
   *
   * @param listing of the base path
   * @param lease that keeps what this node publishes
   * @param mayWrite asked before each write, since another node may have taken over
   */
  void round(String base, ForeignListing listing, long lease, BooleanSupplier mayWrite) {
    String environment = settings.environments().get(base);
    List<Leaf> ours = new ArrayList<>();
    List<Leaf> theirs = new ArrayList<>();
    for (ForeignKeys.ForeignKey key : listing.keys()) {
      Leaf.of(key, base, environment)
          .ifPresent(leaf -> (leaf.isPublishedBy(settings.cluster()) ? ours : theirs).add(leaf));
    }
    mirror(
        environment, theirs, rewrites.computeIfAbsent(base, any -> new LeafHeartbeats()), mayWrite);
    publish(base, environment, ours, theirs, lease, mayWrite);
  }

  private List<Application> apps(String environment) {
    return registry.applications().stream()
        .filter(app -> app.key().environment().equals(environment))
        .toList();
  }

  private void mirror(
      String environment, List<Leaf> theirs, LeafHeartbeats written, BooleanSupplier mayWrite) {
    Set<InstanceKey> present = new HashSet<>();
    for (Leaf leaf : theirs) {
      if (mayWrite.getAsBoolean()) {
        mirror(leaf, written).ifPresent(present::add);
      }
    }
    written.retain(theirs.stream().map(leaf -> leaf.stored().key()).collect(Collectors.toSet()));
    apps(environment).stream()
        .flatMap(Application::instances)
        .filter(instance -> instance.registration().origin() == Origin.RPCX)
        .map(Instance::key)
        .filter(key -> !present.contains(key) && mayWrite.getAsBoolean())
        .forEach(registry::cancel);
  }

  /**
   * @return what is shown of it; empty if it is refused, so that what it said before goes as well
   */
  private Optional<InstanceKey> mirror(Leaf leaf, LeafHeartbeats written) {
    try {
      Registration registration = leaf.registration(settings.zone());
      Optional<Instance> known =
          registry.find(leaf.app()).flatMap(app -> app.find(registration.key()));
      Instance instance =
          known
              .filter(one -> one.registration().equals(registration))
              .orElseGet(() -> registry.register(registration));
      if (written.isRewritten(leaf.stored())) {
        registry.renew(instance.key());
      }
      if (edit(leaf, known.isPresent() ? instance.conditions() : adopted(leaf, instance))) {
        written.noteOurs(leaf.stored());
      }
      return Optional.of(instance.key());
    } catch (IllegalArgumentException e) {
      warnOnce(leaf.stored().key(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Returns the conditions of an instance that is new to the registry: its leaf may still have
   * them.
   */
  private Conditions adopted(Leaf leaf, Instance instance) {
    if (!instance.conditions().isNone() || !leaf.hasOurEdits()) {
      return instance.conditions();
    }
    return registry.condition(instance.key(), said -> leaf.conditions()).conditions();
  }

  /**
   * Writes an operator's conditions into the leaf, under the server's own lease.
   *
   * @return whether the leaf was written
   */
  private boolean edit(Leaf leaf, Conditions conditions) {
    byte[] wanted = leaf.under(conditions);
    boolean said = !conditions.isNone() || leaf.hasOurEdits();
    return said
        && !leaf.isOpaque()
        && !Arrays.equals(wanted, leaf.stored().value())
        && keys.put(leaf.stored().key(), leaf.stored().revision(), wanted, leaf.stored().lease());
  }

  private void publish(
      String base,
      String environment,
      List<Leaf> ours,
      List<Leaf> theirs,
      long lease,
      BooleanSupplier mayWrite) {
    Map<String, byte[]> wanted = new HashMap<>(published.leaves(base, apps(environment)));
    // An rpcx server that also registered here has a leaf of its own.
    theirs.forEach(leaf -> wanted.remove(leaf.stored().key()));
    for (Leaf leaf : ours) {
      ForeignKeys.ForeignKey stored = leaf.stored();
      byte[] value = wanted.remove(stored.key());
      boolean isRight =
          value != null && Arrays.equals(value, stored.value()) && stored.lease() == lease;
      if (isRight || !mayWrite.getAsBoolean()) {
        continue;
      }
      if (value == null) {
        if (stored.lease() == lease || isSettled()) {
          keys.delete(stored.key(), stored.revision());
        }
      } else {
        keys.put(stored.key(), stored.revision(), value, lease);
      }
    }
    wanted.forEach((key, value) -> {
      if (mayWrite.getAsBoolean()) {
        keys.put(key, 0, value, lease);
      }
    });
  }

  /**
   * Returns whether providers that a stop of the cluster cut off have had time to come back. Until
   * then what another node published goes with that node's lease.
   */
  private boolean isSettled() {
    return System.nanoTime() - start > settings.lease().toNanos();
  }

  private void warnOnce(String key, String problem) {
    if (refused.size() < 1000 && refused.add(key)) {
      LOG.log(Level.WARNING, "the rpcx server {0} is not shown: {1}", key, problem);
    }
  }
}
