package io.pepper.discovery;

/**
 * Which nodes serve discovery: what clients that ask for {@code infra.discovery} are told. Safe for
 * any number of threads; never blocks.
 */
public interface Nodes {
  NodeList now();

  /**
   * @param listener told that {@link #now} changed; must be quick and must not block
   */
  Registry.Subscription subscribe(Runnable listener);
}
