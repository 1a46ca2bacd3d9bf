package io.pepper.discovery.cluster.liveness;

import io.pepper.discovery.cluster.publish.ChangePlan;
import io.pepper.discovery.cluster.publish.Operation;
import io.pepper.discovery.cluster.state.InstanceRecord;
import io.pepper.discovery.cluster.state.InstanceState;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.cluster.state.ReplicatedValue;
import io.pepper.discovery.cluster.state.TimestampedRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Changes that a node makes to instances by their heartbeats. Each holds only if the instance was
 * not changed in between.
 */
public final class OwnershipChanges {
  private final RegistryView view;
  private final String node;

  public OwnershipChanges(RegistryView view, String node) {
    this.view = view;
    this.node = node;
  }

  /** Makes this node the owner; only the nodes see a difference. */
  Operation<Boolean> claim(InstanceState state) {
    String from = state.owner();
    return new Operation<>(() -> planClaim(state, from), false);
  }

  private ChangePlan<Boolean> planClaim(InstanceState state, String from) {
    Optional<InstanceRecord> record = agreed(state).filter(kept -> kept.owner().equals(from));
    if (record.isEmpty() || from.equals(node)) {
      return ChangePlan.nothing(false);
    }
    InstanceRecord claimed = record.get().ownedBy(node);
    return new ChangePlan<>(List.of(write(state, Optional.of(claimed))), false, true);
  }

  /**
   * Removes an instance; what operators said of it stays for when it comes back.
   *
   * @param isStillDue evaluated once more when the operation's turn comes
   */
  Operation<Boolean> evict(InstanceState state, BooleanSupplier isStillDue) {
    return new Operation<>(
        () ->
            agreed(state).filter(kept -> kept.owner().equals(node)).isPresent()
                    && isStillDue.getAsBoolean()
                ? ChangePlan.visible(List.of(write(state, Optional.empty())), true)
                : ChangePlan.nothing(false),
        false);
  }

  private static Optional<InstanceRecord> agreed(InstanceState state) {
    return state.record().flatMap(ReplicatedValue::agreed).map(InstanceRecord.class::cast);
  }

  private RecordWrite write(InstanceState state, Optional<TimestampedRecord> value) {
    ReplicatedValue replica = state.record().orElseThrow();
    return new RecordWrite(replica.recordKey(), value, replica.changed(), replica.revision());
  }
}
