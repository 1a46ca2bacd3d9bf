package io.pepper.config.edit;

import io.pepper.config.definition.FileName;

/** The refusal of an edit that was made on an older version of the file. */
public final class StaleFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long version;

  /**
   * Creates a refusal.
   *
   * @param expected the version that the edit was made on
   * @param version the version that the file is at; 0 if it is not there
   */
  public StaleFileException(FileName file, long expected, long version) {
    super(
        "%s is at revision %d, not %d: read it again and repeat the change on what it is now"
            .formatted(file, version, expected));
    this.version = version;
  }

  /** Returns the version that the file is at; 0 if it is not there. */
  public long version() {
    return version;
  }
}
