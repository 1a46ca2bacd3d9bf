package io.pepper.discovery.cluster.state;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values and changes that this node alone holds, until they are published. Guarded by the
 * view's lock.
 */
final class Unpublished {
  private final Set<ReplicatedValue> values = new LinkedHashSet<>();
  private final Set<ApplicationState> applications = new LinkedHashSet<>();

  /** The applications whose changes are being delivered. */
  private final Set<ApplicationState> agreed = new HashSet<>();

  /** Returns the values that are to be published, the oldest first. */
  Collection<ReplicatedValue> values() {
    return Collections.unmodifiableSet(values);
  }

  /** Returns the applications of which this node alone knows that they changed. */
  Collection<ApplicationState> applications() {
    return Collections.unmodifiableSet(applications);
  }

  boolean isEmpty() {
    return values.isEmpty() && applications.isEmpty();
  }

  /** Notes whether a value is still to be published. */
  void settle(ReplicatedValue value) {
    if (value.pending().isPresent()) {
      if (values.add(value)) {
        value.app().addPending();
      }
    } else if (values.remove(value)) {
      value.app().removePending();
    }
  }

  /**
   * Notes that what is shown of an application changed on this node alone.
   *
   * @param delivered the revision up to which this node knows everything
   * @param at when, nanoseconds since 1970
   */
  void bump(ApplicationState app, long delivered, long at) {
    app.bump(delivered, at);
    applications.add(app);
  }

  /** Notes that the cluster has a change of an application. */
  void agreed(ApplicationState app) {
    applications.remove(app);
    agreed.add(app);
  }

  /**
   * Notes that all changes up to a revision were delivered. An application that goes on showing
   * what this node alone holds has a number of its own then: on other nodes the agreed one stands
   * for something else. Not earlier, since the last change may have settled that.
   */
  void delivered(long revision) {
    agreed.stream().filter(ApplicationState::isMisnumbered).forEach(app -> bump(app, revision, 0));
    agreed.clear();
  }
}
