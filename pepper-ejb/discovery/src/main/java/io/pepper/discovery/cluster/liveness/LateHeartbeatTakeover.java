package io.pepper.discovery.cluster.liveness;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.discovery.cluster.publish.Publisher;
import io.pepper.discovery.cluster.state.InstanceState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The takeover of an instance whose heartbeat comes just after this node answered its owner that it
 * had none. Without it, the owner would remove an instance whose provider has just been answered
 * that it lives.
 */
public final class LateHeartbeatTakeover {
  private static final Logger LOG = System.getLogger(LateHeartbeatTakeover.class.getName());

  private final Publisher publisher;
  private final OwnershipChanges ownership;

  public LateHeartbeatTakeover(Publisher publisher, OwnershipChanges ownership) {
    this.publisher = publisher;
    this.ownership = ownership;
  }

  /**
   * Takes the instance over, unless its owner was faster; its state shows which. Blocks for a
   * second at most.
   */
  public void claim(InstanceState state) {
    try {
      publisher.make(ownership.claim(state));
      state.judgeByBeat();
    } catch (CoordinationUnavailableException e) {
      // Out of touch: the owner may remove it all the same, and its provider registers again then.
      LOG.log(Level.DEBUG, "{0} could not be taken over: {1}", state.key(), e.getMessage());
    }
  }
}
