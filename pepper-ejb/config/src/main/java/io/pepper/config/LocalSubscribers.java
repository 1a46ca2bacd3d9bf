package io.pepper.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.config.status.LocalNodes;
import io.pepper.config.sync.ConfigSubscribers;
import io.pepper.config.sync.SubscriberStatus;
import java.util.List;
import java.util.Set;

/** The processes that receive configuration from this server, as all servers show them. */
final class LocalSubscribers implements LocalNodes {
  private final ConfigSubscribers subscribers;
  private final String server;

  LocalSubscribers(ConfigSubscribers subscribers, String server) {
    this.subscribers = subscribers;
    this.server = server;
  }

  @Override
  public Set<DomainName> domains() {
    return subscribers.domains();
  }

  @Override
  public List<NodeStatus> of(DomainName domain) {
    return subscribers.status(domain).map(this::status).toList();
  }

  private NodeStatus status(SubscriberStatus status) {
    return new NodeStatus(
        status.info().id(),
        status.info().component(),
        status.info().hostname(),
        server,
        status.transport(),
        status.peer(),
        status.info().version(),
        status.version(),
        status.since(),
        status.isLagging(),
        status.info().labels());
  }
}
