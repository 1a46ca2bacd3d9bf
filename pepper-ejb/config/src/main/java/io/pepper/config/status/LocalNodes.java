package io.pepper.config.status;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import java.util.List;
import java.util.Set;

/** The nodes that receive configuration from this server. Safe for any number of threads. */
public interface LocalNodes {
  /** Returns the domains that have nodes here, and perhaps some that had. */
  Set<DomainName> domains();

  /** Returns the nodes of a domain, in any order. */
  List<NodeStatus> of(DomainName domain);
}
