package io.pepper.bridge;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
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
 * The comparison of the entries below one path with one environment, after which both show the
 * same. It can be repeated at any time: each round compares what is there with what ought to be,
 * and each write holds only if the entry is as it was read. What came from the store is never
 * written back to it. Belongs to the bridge's thread.
 */
final class Reconciler {
  private static final Logger LOG = System.getLogger(Reconciler.class.getName());
  private static final int MAX_WARNINGS = 1000;

  private final BridgeTerms terms;
  private final Registry registry;
  private final ForeignRegistry foreign;
  private final EntryMapping mapping;
  private final BooleanSupplier mayWrite;
  private final EntryHeartbeats heartbeats = new EntryHeartbeats();
  private final Set<String> refused = new HashSet<>();
  private final long start = System.nanoTime();

  /**
   * @param mayWrite asked before each write, since another node may have taken over
   */
  Reconciler(
      BridgeTerms terms,
      Registry registry,
      ForeignRegistry foreign,
      EntryMapping mapping,
      BooleanSupplier mayWrite) {
    this.terms = terms;
    this.registry = registry;
    this.foreign = foreign;
    this.mapping = mapping;
    this.mayWrite = mayWrite;
  }

  String path() {
    return mapping.path();
  }

  /**
   * Compares once, and writes what differs.
   *
   * @param listing of the path
   * @param session that keeps what this node publishes
   */
  void round(ForeignEntries listing, String session) {
    List<ForeignServer> ours = new ArrayList<>();
    List<ForeignServer> theirs = new ArrayList<>();
    for (ForeignEntry entry : listing.entries()) {
      mapping.read(entry).ifPresent(server -> (server.isOurs() ? ours : theirs).add(server));
    }
    mirror(theirs);
    publish(ours, theirs, session);
  }

  private List<Application> apps() {
    return registry.applications().stream()
        .filter(app -> app.key().environment().equals(mapping.environment()))
        .toList();
  }

  private boolean isTheirs(Instance instance) {
    return instance.registration().origin() == mapping.origin();
  }

  private void mirror(List<ForeignServer> theirs) {
    Set<InstanceKey> present = new HashSet<>();
    for (ForeignServer server : theirs) {
      if (mayWrite.getAsBoolean()) {
        mirror(server).ifPresent(present::add);
      }
    }
    heartbeats.retain(
        theirs.stream().map(server -> server.entry().key()).collect(Collectors.toSet()));
    apps().stream()
        .flatMap(Application::instances)
        .filter(this::isTheirs)
        .map(Instance::key)
        .filter(key -> !present.contains(key) && mayWrite.getAsBoolean())
        .forEach(registry::cancel);
  }

  /**
   * @return what is shown of it; empty if it is refused, so that what it said before goes as well
   */
  private Optional<InstanceKey> mirror(ForeignServer server) {
    try {
      Registration registration = server.registration();
      InstanceKey key = registration.key();
      Optional<Instance> known = registry.find(key.app()).flatMap(app -> app.find(key));
      Instance instance =
          known
              .filter(one -> one.registration().equals(registration))
              .orElseGet(() -> registry.register(registration));
      if (heartbeats.isRewritten(server.entry())) {
        registry.renew(key);
      }
      if (edit(server, known.isPresent() ? instance.conditions() : adopted(server, instance))) {
        heartbeats.noteOurs(server.entry());
      }
      return Optional.of(key);
    } catch (IllegalArgumentException e) {
      warnOnce(server.entry().key(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Returns the conditions of an instance that is new to the registry: its entry may still have
   * them.
   */
  private Conditions adopted(ForeignServer server, Instance instance) {
    Conditions kept = server.conditions();
    if (!instance.conditions().isNone() || kept.isNone()) {
      return instance.conditions();
    }
    return registry.condition(instance.key(), said -> kept).conditions();
  }

  /**
   * Writes an operator's conditions into the entry, under the server's own session.
   *
   * @return whether the entry was written
   */
  private boolean edit(ForeignServer server, Conditions conditions) {
    ForeignEntry entry = server.entry();
    return server
        .under(conditions)
        .filter(wanted -> !Arrays.equals(wanted, entry.value()))
        .filter(wanted -> foreign.put(entry.key(), entry.revision(), wanted, entry.session()))
        .isPresent();
  }

  private void publish(List<ForeignServer> ours, List<ForeignServer> theirs, String session) {
    Map<String, byte[]> wanted = wanted();
    // A foreign server that also registered here has an entry of its own.
    theirs.forEach(server -> wanted.remove(server.entry().key()));
    for (ForeignServer server : ours) {
      ForeignEntry entry = server.entry();
      byte[] value = wanted.remove(entry.key());
      boolean isUnderOurSession = entry.session().equals(session);
      boolean isRight = value != null && Arrays.equals(value, entry.value()) && isUnderOurSession;
      if (isRight || !mayWrite.getAsBoolean()) {
        continue;
      }
      if (value != null) {
        foreign.put(entry.key(), entry.revision(), value, session);
      } else if (isUnderOurSession || isSettled()) {
        foreign.remove(entry.key(), entry.revision());
      }
    }
    wanted.forEach((key, value) -> {
      if (mayWrite.getAsBoolean()) {
        foreign.put(key, 0, value, session);
      }
    });
  }

  /** Returns the values by key that the store is to have of instances that did not come from it. */
  private Map<String, byte[]> wanted() {
    Map<String, byte[]> wanted = new HashMap<>();
    apps().stream()
        .flatMap(Application::instances)
        .filter(instance -> !isTheirs(instance))
        .forEach(instance -> mapping.entries(instance).forEach(wanted::putIfAbsent));
    return wanted;
  }

  /**
   * Returns whether providers that a stop of the cluster cut off have had time to come back. Until
   * then what another node published goes with that node's session.
   */
  private boolean isSettled() {
    return System.nanoTime() - start > terms.session().toNanos();
  }

  private void warnOnce(String key, String problem) {
    if (refused.size() < MAX_WARNINGS && refused.add(key)) {
      LOG.log(Level.WARNING, "the {0} server {1} is not shown: {2}", terms.name(), key, problem);
    }
  }
}
