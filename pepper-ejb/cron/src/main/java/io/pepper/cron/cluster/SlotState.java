package io.pepper.cron.cluster;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A slot as one node sees it. Immutable.
 *
 * @param claim empty before the first decision
 * @param revision of the claim's key; 0 if there is none
 * @param running by run
 * @param orders by run
 * @param busyUntil when this node last saw something hold the slot up
 * @param freed when this node saw the last run end; empty if it saw none
 */
public record SlotState(
    Optional<Claim> claim,
    long revision,
    Map<String, RunLease> running,
    Map<String, RunRequest> orders,
    Instant busyUntil,
    Optional<Instant> freed) {
  public static final SlotState NEW =
      new SlotState(Optional.empty(), 0, Map.of(), Map.of(), Instant.EPOCH, Optional.empty());

  public SlotState {
    running = Map.copyOf(running);
    orders = Map.copyOf(orders);
  }

  SlotState withClaim(Optional<Claim> next, long at) {
    return new SlotState(next, at, running, orders, busyUntil, freed);
  }

  SlotState withRunning(Map<String, RunLease> markers) {
    return new SlotState(claim, revision, markers, orders, busyUntil, freed);
  }

  SlotState withOrders(Map<String, RunRequest> waiting) {
    return new SlotState(claim, revision, running, waiting, busyUntil, freed);
  }

  SlotState busy(Instant until) {
    return new SlotState(claim, revision, running, orders, until, freed);
  }

  SlotState freedAt(Instant when) {
    return new SlotState(claim, revision, running, orders, when, Optional.of(when));
  }

  /** Whether nothing runs and nothing is ordered. */
  boolean isIdle() {
    return running.isEmpty() && orders.isEmpty();
  }

  boolean isNew() {
    return equals(NEW);
  }
}
