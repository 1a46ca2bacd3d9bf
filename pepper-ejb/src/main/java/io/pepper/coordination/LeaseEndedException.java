package io.pepper.coordination;

/** A key was to be written under a lease that has ended: nothing was written; grant a new lease. */
public class LeaseEndedException extends CoordinationUnavailableException {
  private static final long serialVersionUID = 1L;

  LeaseEndedException(long lease, Throwable cause) {
    super("lease %x has ended, nothing was written".formatted(lease), cause);
  }
}
