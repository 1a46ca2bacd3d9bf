package io.pepper.coordination;

import java.util.Collection;
import java.util.stream.Collectors;

/** A key was to be written under a lease that has ended: nothing was written; grant a new lease. */
public class LeaseEndedException extends CoordinationUnavailableException {
  private static final long serialVersionUID = 1L;

  /**
   * @param leases one of which has ended
   */
  public LeaseEndedException(Collection<Long> leases, Throwable cause) {
    super(
        leases.stream()
            .map(Long::toHexString)
            .collect(Collectors.joining(" or ", "lease ", " has ended, nothing was written")),
        cause);
  }
}
