package io.pepper.discovery.cluster.publish;

import io.pepper.discovery.cluster.state.ApplicationState;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.cluster.state.ReplicatedValue;
import io.pepper.discovery.cluster.state.ReplicatedValue.Pending;
import java.util.List;

/** The changes that hold on this node alone and are to be published. */
final class UnpublishedChanges {
  private UnpublishedChanges() {}

  /** Returns as many of them as fit into one transaction. Called with the view locked. */
  static TransactionBatch batch(RegistryView view) {
    TransactionBatch batch = new TransactionBatch();
    for (ReplicatedValue replica : view.pending()) {
      RecordWrite write = write(replica, replica.pending().orElseThrow());
      if (!batch.hasRoomFor(List.of(write), true)) {
        return batch;
      }
      batch.add(write, true);
    }
    for (ApplicationState app : view.ahead()) {
      if (!batch.hasRoomForApp()) {
        return batch;
      }
      batch.touch(app.key(), app.changedAt());
    }
    return batch;
  }

  private static RecordWrite write(ReplicatedValue replica, Pending pending) {
    return new RecordWrite(
        replica.recordKey(), pending.value(), pending.changed(), replica.revision());
  }
}
