package io.pepper.store.embedded;

import io.pepper.store.StoreUnavailableException;

/** A refusal of new jobs, while there is room to finish the stored ones. */
final class DiskFullException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  DiskFullException() {
    super("The disk of pepper.data is nearly full: free some space, or move it", null);
  }
}
