package io.pepper.config.sync;

import io.pepper.config.node.NodeInfo;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/**
 * The rules of the exchange with nodes: each request has exactly one answer. Safe for any number of
 * threads; no method waits.
 */
public final class SyncProtocol {
  private final ConfigSubscribers subscribers;
  private final SyncTimes times;
  private final Clock clock;

  public SyncProtocol(ConfigSubscribers subscribers, SyncTimes times, Clock clock) {
    this.subscribers = subscribers;
    this.times = times;
    this.clock = clock;
  }

  /**
   * Registers a node.
   *
   * @return its whole configuration
   * @throws io.pepper.config.edit.UnknownConfigException if there is no such domain
   * @throws TooManySubscribersException if this server has too many nodes
   */
  public SyncAnswer register(NodeInfo info, SyncCaller caller) {
    return subscribers.register(info, caller).whole();
  }

  /** Begins a request for news. */
  public SyncPoll poll(NodeInfo info, SyncCaller caller, SyncListener listener) {
    Optional<Subscriber> subscriber = subscribers.find(info);
    subscriber.ifPresent(known -> known.seen(info, caller, clock.instant()));
    return SyncPoll.begin(subscriber, info.version(), times.hold(), listener);
  }

  /** Takes a node's report of the state of its process. */
  public SyncAnswer report(NodeInfo info, SyncCaller caller, Optional<JsonObject> process) {
    Optional<Subscriber> subscriber = subscribers.find(info);
    subscriber.ifPresent(known -> {
      known.seen(info, caller, clock.instant());
      process.ifPresent(known::reported);
    });
    return new SyncAnswer.Unchanged();
  }
}
