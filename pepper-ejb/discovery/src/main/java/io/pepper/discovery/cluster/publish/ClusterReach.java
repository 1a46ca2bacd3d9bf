package io.pepper.discovery.cluster.publish;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The knowledge whether changes reach the cluster, or the data folder if there is no cluster; each
 * change of it is logged once. Safe for any number of threads.
 */
final class ClusterReach {
  /** The publisher's log: where these lines are looked for. */
  private static final Logger LOG = System.getLogger(Publisher.class.getName());

  private final boolean isShared;
  private volatile boolean isLost;

  /**
   * @param isShared whether there are other nodes to reach
   */
  ClusterReach(boolean isShared) {
    this.isShared = isShared;
  }

  boolean isLost() {
    return isLost;
  }

  void lost(String why) {
    if (!isLost) {
      isLost = true;
      LOG.log(
          Level.WARNING,
          isShared
              ? "discovery is out of touch with the other nodes: changes hold on this node until"
                  + " they can be told: {0}"
              : "changes of discovery are not written to the data folder in time and hold in memory"
                  + " until they are: {0}",
          why);
    }
  }

  void regained() {
    isLost = false;
    LOG.log(
        Level.INFO,
        isShared
            ? "discovery is in touch with the other nodes again"
            : "changes of discovery are written to the data folder again");
  }

  /** Reports changes that are lost at the end. */
  void gaveUp(int changes) {
    LOG.log(
        Level.WARNING,
        isShared
            ? "{0} changes could not be told to the other nodes"
            : "{0} changes of discovery could not be written to the data folder",
        changes);
  }
}
