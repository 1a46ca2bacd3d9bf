package io.pepper.discovery;

import io.pepper.discovery.Registry.Subscription;
import java.util.List;

/** The nodes that share the registry, as this node knows them. Safe for any number of threads. */
public interface Nodes {
  /** This one, whether the others know of it or not. */
  DiscoveryNode self();

  /** All that take part at this moment, in the order of their names. */
  List<DiscoveryNode> all();

  /** When they last changed: rises with every change, and checks like nanoseconds since 1970. */
  long changed();

  /**
   * Tells of every change from now on.
   *
   * @param listener must be quick and must not block
   */
  Subscription subscribe(Runnable listener);
}
