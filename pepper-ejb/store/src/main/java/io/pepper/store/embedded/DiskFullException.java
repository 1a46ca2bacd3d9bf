package io.pepper.store.embedded;

import io.pepper.store.StoreUnavailableException;

/** New jobs are refused while there is still room to finish those that are stored. */
final class DiskFullException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  DiskFullException() {
    super("The disk of pepper.data is nearly full: free some space, or move it", null);
  }
}
