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
 * @param requests by run
 * @param busyUntil when this node last saw something hold the slot up
 * @param freed when this node saw the last run end; empty if it saw none
 */
public record SlotState(
    Optional<Claim> claim,
    long revision,
    Map<String, RunLease> running,
    Map<String, RunRequest> requests,
    Instant busyUntil,
    Optional<Instant> freed) {
  public static final SlotState NEW =
      new SlotState(Optional.empty(), 0, Map.of(), Map.of(), Instant.EPOCH, Optional.empty());

  public SlotState {
    running = Map.copyOf(running);
    requests = Map.copyOf(requests);
  }

  SlotState withClaim(Optional<Claim> next, long at) {
    return new SlotState(next, at, running, requests, busyUntil, freed);
  }

  SlotState withRunning(Map<String, RunLease> leases) {
    return new SlotState(claim, revision, leases, requests, busyUntil, freed);
  }

  SlotState withRequests(Map<String, RunRequest> waiting) {
    return new SlotState(claim, revision, running, waiting, busyUntil, freed);
  }

  SlotState withBusyUntil(Instant until) {
    return new SlotState(claim, revision, running, requests, until, freed);
  }

  SlotState withFreed(Instant when) {
    return new SlotState(claim, revision, running, requests, when, Optional.of(when));
  }

  /** Returns whether nothing runs and nothing is requested. */
  boolean isIdle() {
    return running.isEmpty() && requests.isEmpty();
  }

  boolean isNew() {
    return equals(NEW);
  }
}
