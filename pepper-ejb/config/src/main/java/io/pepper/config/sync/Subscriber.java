package io.pepper.config.sync;

import io.pepper.config.node.DomainView;
import io.pepper.config.node.NodeConfig;
import io.pepper.config.node.NodeInfo;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One process that receives configuration. Its methods synchronize on it and are quick; those that
 * wake requests call them without the lock.
 */
final class Subscriber {
  private final String transport;
  private final Instant registered;
  private final Set<SyncPoll> waiting = new HashSet<>();
  private NodeInfo info;
  private String peer;
  private Instant contact;
  private DomainView view;
  private NodeConfig config;
  private long version;
  private Instant changed;
  private boolean wantsProcess;
  private Optional<JsonObject> process = Optional.empty();

  Subscriber(NodeInfo info, SyncCaller caller, DomainView view, Instant now) {
    this.info = info;
    this.transport = caller.transport();
    this.peer = caller.peer();
    this.registered = now;
    this.contact = now;
    this.view = view;
    this.config = view.config(info);
    this.version = view.snapshot().version();
    this.changed = now;
  }

  /** Notes a sign of life, and what the node says of itself. */
  synchronized void seen(NodeInfo now, SyncCaller caller, Instant at) {
    boolean isOther =
        !now.subscriptions().equals(info.subscriptions()) || !now.labels().equals(info.labels());
    info = now;
    peer = caller.peer();
    contact = at;
    if (isOther) {
      adopt(view, at);
    }
  }

  /**
   * Takes over the newest snapshot. Returns whether the node has to hear of it.
   *
   * @param newest asked for under the lock, so that none that is older can come after it; empty if
   *     the domain is gone
   */
  synchronized boolean adopt(Supplier<Optional<DomainView>> newest, Instant at) {
    Optional<DomainView> newer = newest.get();
    return newer.isPresent() && adopt(newer.get(), at);
  }

  private boolean adopt(DomainView newer, Instant at) {
    if (newer.snapshot().version() < view.snapshot().version()) {
      // A store that was restored counts from lower versions again; what it holds is in force.
      version = 0;
    }
    view = newer;
    NodeConfig next = newer.config(info);
    if (next.equals(config) && version != 0) {
      // The same object for all who have the same, so that it is encoded once.
      config = next;
      return false;
    }
    config = next;
    version = newer.snapshot().version();
    changed = at;
    return true;
  }

  /** Returns the whole configuration, whatever the node has. */
  synchronized SyncAnswer.Changed whole() {
    return new SyncAnswer.Changed(config, version);
  }

  /**
   * Returns what there is to say to a node.
   *
   * @param known the version that it has
   */
  synchronized Optional<SyncAnswer> news(long known) {
    if (wantsProcess) {
      wantsProcess = false;
      return Optional.of(new SyncAnswer.ReportProcess());
    }
    // A node takes no version from an empty configuration: it would ask without end.
    return known == version || config.structs().isEmpty() ? Optional.empty() : Optional.of(whole());
  }

  synchronized void await(SyncPoll poll) {
    waiting.add(poll);
  }

  synchronized void awaitNoMore(SyncPoll poll) {
    waiting.remove(poll);
  }

  /** Has the requests that wait see whether there is an answer. */
  void changed() {
    List<SyncPoll> all;
    synchronized (this) {
      all = List.copyOf(waiting);
    }
    all.forEach(SyncPoll::changed);
  }

  /** Has the node report the state of its process with its next answer. */
  void wantProcess() {
    synchronized (this) {
      wantsProcess = true;
    }
    changed();
  }

  synchronized void reported(JsonObject state) {
    process = Optional.of(state);
  }

  synchronized boolean isSilentSince(Instant limit) {
    return contact.isBefore(limit);
  }

  synchronized SubscriberStatus status() {
    boolean isLagging = info.version() != version && !config.structs().isEmpty();
    return new SubscriberStatus(
        info, transport, peer, registered, contact, version, changed, isLagging, process);
  }
}
