package io.pepper.discovery;

import io.pepper.discovery.Registry.Subscription;
import java.util.List;

/** The nodes that share the registry, as this node knows them. Safe for any number of threads. */
public interface Nodes {
  /** Returns this node, whether or not the others know of it. */
  DiscoveryNode self();

  /** Returns the nodes that take part at this moment, in the order of their names. */
  List<DiscoveryNode> all();

  /**
   * Returns the version of the set of nodes. It rises with every change, and has the form of
   * nanoseconds since 1970.
   */
  long changed();

  /**
   * Notifies a listener of every change from now on.
   *
   * @param listener must be quick and must not block
   */
  Subscription subscribe(Runnable listener);
}
