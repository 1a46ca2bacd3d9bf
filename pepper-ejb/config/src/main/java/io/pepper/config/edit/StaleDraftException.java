package io.pepper.config.edit;

import io.pepper.config.definition.FileName;

/** The refusal of a request that was made on another state of a draft. */
public final class StaleDraftException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long revision;

  /**
   * Creates a refusal.
   *
   * @param expected the revision that the request was made on; 0 for no draft
   * @param revision the one that the draft is at; 0 if there is none
   */
  public StaleDraftException(FileName file, long expected, long revision) {
    super(
        "the draft of %s is at revision %d, not %d: read it again and repeat the request on what it is now"
            .formatted(file, revision, expected));
    this.revision = revision;
  }

  /** Returns the revision that the draft is at; 0 if there is none. */
  public long revision() {
    return revision;
  }
}
