package io.pepper.store.embedded.segment;

import java.io.IOException;

/**
 * A report of bytes that were on the disk and are not what was written. The message names the file,
 * the place and the remedy.
 */
public final class DamagedLogException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file with its folder
   * @param place in bytes
   */
  public DamagedLogException(String file, long place, String problem) {
    super(
        "The jobs in "
            + file
            + " cannot be read at "
            + place
            + ": "
            + problem
            + "; restore the folder of the jobs, or move it away to start without the jobs in it");
  }
}
