package io.pepper.discovery.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a node decides about instances by their heartbeats: each holds only if nobody changed the
 * instance meanwhile.
 */
final class Judgements {
  private final Book book;
  private final String node;

  Judgements(Book book, String node) {
    this.book = book;
    this.node = node;
  }

  /** This node judges it from now on; nobody but the nodes sees a difference. */
  Operation<Boolean> claim(Slot slot) {
    String from = slot.owner();
    return new Operation<>(() -> planClaim(slot, from), false);
  }

  private Plan<Boolean> planClaim(Slot slot, String from) {
    Optional<InstanceRecord> record = agreed(slot).filter(kept -> kept.owner().equals(from));
    if (record.isEmpty() || from.equals(node)) {
      return Plan.nothing(false);
    }
    InstanceRecord claimed = record.get().ownedBy(node);
    return new Plan<>(List.of(write(slot, Optional.of(claimed))), false, true);
  }

  /**
   * Removes it; what operators said of it stays for when it comes back.
   *
   * @param isStillDue asked once more when its turn comes
   */
  Operation<Boolean> evict(Slot slot, BooleanSupplier isStillDue) {
    return new Operation<>(
        () ->
            agreed(slot).filter(kept -> kept.owner().equals(node)).isPresent()
                    && isStillDue.getAsBoolean()
                ? Plan.visible(List.of(write(slot, Optional.empty())), true)
                : Plan.nothing(false),
        false);
  }

  private static Optional<InstanceRecord> agreed(Slot slot) {
    return slot.record().flatMap(Cell::agreed).map(InstanceRecord.class::cast);
  }

  private Write write(Slot slot, Optional<Stamped> value) {
    Cell cell = slot.record().orElseThrow();
    return new Write(cell.place(), value, cell.changed(), cell.revision());
  }
}
