package io.pepper.coordination.membership;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * A key that this process claimed, with the lease of its own that keeps it. Immutable; safe for any
 * number of threads.
 *
 * @param key the claimed key
 * @param revision the revision of the claim; a transaction that expects it changes nothing once
 *     another process has the key
 * @param lease the lease that keeps the key, and may keep others as well
 */
public record LeasedKey(String key, long revision, Lease lease) implements AutoCloseable {
  /**
   * Claims a key under a new lease, if the key is still at the expected revision. Leaves no lease
   * behind when it fails.
   *
   * @param expectedRevision the revision of the entry to replace; 0 if the key must not exist
   * @param timeToLive the time after which the key of a process that died is gone; at least 2 s
   * @return the claim, or empty when another process was faster
   * @throws CoordinationUnavailableException if the coordination cannot be reached, or the lease
   *     ended before the key was written
   */
  public static Optional<LeasedKey> claim(
      Coordination coordination,
      String key,
      long expectedRevision,
      byte[] value,
      Duration timeToLive) {
    Lease lease = coordination.grant(timeToLive);
    Optional<LeasedKey> claim = Optional.empty();
    try {
      claim =
          coordination
              .compareAndPut(key, expectedRevision, value, Optional.of(lease))
              .map(revision -> new LeasedKey(key, revision, lease));
      return claim;
    } finally {
      if (claim.isEmpty()) {
        lease.close();
      }
    }
  }

  /**
   * Returns false as soon as the key may be gone, by this node's own clock and without asking: what
   * depends on the claim has to stop then.
   */
  public boolean isHeld() {
    return lease.isHeld();
  }

  /** Revokes the lease, which deletes the key and all others under the lease. */
  @Override
  public void close() {
    lease.close();
  }
}
