package io.pepper.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.config.status.ClusterStatus;
import java.util.List;

/** The nodes that receive configuration, from whatever server. Safe for any number of threads. */
public final class ConfigNodes {
  private final ClusterStatus status;

  ConfigNodes(ClusterStatus status) {
    this.status = status;
  }

  /**
   * Returns the nodes of a domain, in the order of their ids: those of this server as they are now,
   * those of others as they were some 2 seconds ago.
   *
   * @throws io.pepper.coordination.CoordinationUnavailableException if those of others cannot be
   *     read
   */
  public List<NodeStatus> of(DomainName domain) {
    return status.of(domain);
  }
}
