package io.pepper.discovery.cluster.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination.Change;
import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.Registry.Subscription;
import io.pepper.discovery.cluster.state.RegistryKeys;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The nodes that take part and their queries, as the watch delivers them. As large as the number of
 * nodes. Reading is for any thread.
 */
public final class Peers {
  private static final Logger LOG = System.getLogger(Peers.class.getName());

  private final Map<String, RegistryMember> members = new ConcurrentSkipListMap<>();
  private final Map<String, HeartbeatQuery> asks = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<Subscription, Runnable> listeners = new ConcurrentHashMap<>();
  private volatile long revision;

  /** Reads a change. Returns what it changes here, to be run when its turn comes. */
  public Runnable read(Change change) {
    String key = change.key();
    if (key.startsWith(RegistryKeys.NODES)) {
      Optional<RegistryMember> member = change.value().map(RegistryMember::read);
      return () -> update(key.substring(RegistryKeys.NODES.length()), member, change.revision());
    }
    if (key.startsWith(RegistryKeys.ASKS)) {
      Optional<HeartbeatQuery> ask = change.value().map(HeartbeatQuery::read);
      return () -> put(asks, key.substring(RegistryKeys.ASKS.length()), ask);
    }
    if (key.startsWith(RegistryKeys.ANSWERS)) {
      Optional<String> round = change.value().map(value -> new String(value, UTF_8));
      return () -> put(answers, key, round);
    }
    return () -> {};
  }

  private static <V> void put(Map<String, V> map, String key, Optional<V> value) {
    value.ifPresentOrElse(present -> map.put(key, present), () -> map.remove(key));
  }

  private void update(String node, Optional<RegistryMember> member, long at) {
    Optional<DiscoveryNode> before =
        Optional.ofNullable(members.get(node)).map(RegistryMember::node);
    put(members, node, member);
    if (!before.equals(member.map(RegistryMember::node))) {
      revision = Math.max(revision, at);
      listeners.values().forEach(Peers::notifyListener);
    }
  }

  private static void notifyListener(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      // Edge: a listener that fails must not keep the others from hearing.
      LOG.log(Level.ERROR, "a listener failed on a change of the nodes", e);
    }
  }

  List<DiscoveryNode> nodes() {
    return members.values().stream().map(RegistryMember::node).toList();
  }

  /** Returns whether a node of this name takes part. */
  boolean isMember(String node) {
    return members.containsKey(node);
  }

  /**
   * Returns the first member by name, which does what belongs to no node in particular; empty if
   * there is no member.
   */
  Optional<String> firstMember() {
    return members.keySet().stream().findFirst();
  }

  /** Lists the names of the other members. */
  List<String> others(String node) {
    return members.keySet().stream().filter(name -> !name.equals(node)).toList();
  }

  Optional<HeartbeatQuery> query(String asker) {
    return Optional.ofNullable(asks.get(asker));
  }

  boolean hasAnswered(String node, String asker, String round) {
    return round.equals(answers.get(RegistryKeys.answer(asker, node)));
  }

  /** Returns the revision at which the set of nodes last changed. */
  long revision() {
    return revision;
  }

  Subscription subscribe(Runnable listener) {
    Subscription mine =
        new Subscription() {
          @Override
          public void close() {
            listeners.remove(this);
          }
        };
    listeners.put(mine, listener);
    return mine;
  }
}
