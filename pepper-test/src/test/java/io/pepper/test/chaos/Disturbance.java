package io.pepper.test.chaos;

import java.time.Instant;

/**
 * What was done to the cluster.
 *
 * @param node which was meant; -1 if it was all of them
 * @param to when the node was ready again, went on or was connected again, or etcd served again
 */
record Disturbance(Kind kind, int node, Instant from, Instant to) {
  enum Kind {
    /** {@code kill -9} of a Pepper, and started again. */
    KILLED,
    /** SIGSTOP, later SIGCONT. */
    FROZEN,
    /** Its wire down, and up again. */
    CUT_OFF,
    /** Its wire down, and up again when etcd has forgotten what came meanwhile. */
    CUT_OFF_COMPACTED,
    /** TERM, and started again. */
    ROLLED,
    /** {@code kill -9} of etcd, and started again. */
    ETCD_KILLED,
    /** etcd stopped for a while. */
    ETCD_AWAY,
    /** etcd takes no changes for a while, as if its disk space was used up. */
    ETCD_FULL,
    /** Every Pepper killed, and started again after a while. */
    ALL_DOWN;

    /** Of one node, while others go on. */
    boolean isOfOneNode() {
      return this == KILLED || this == FROZEN || this == CUT_OFF || this == ROLLED;
    }
  }
}
