package io.pepper.coordination;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Tells a listener each change by itself; one at which it fails does not keep it from the rest. */
record SingleChangeAdapter(Consumer<Change> listener) implements Consumer<Changes> {
  private static final Logger LOG = System.getLogger(SingleChangeAdapter.class.getName());

  @Override
  public void accept(Changes changes) {
    changes.changes().forEach(this::deliver);
  }

  private void deliver(Change change) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      // Edge: a change at which the listener fails must not keep it from the others.
      LOG.log(Level.ERROR, "a listener failed on the change of '" + change.key() + "'", e);
    }
  }
}
