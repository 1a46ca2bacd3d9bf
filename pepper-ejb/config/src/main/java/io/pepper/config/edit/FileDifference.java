package io.pepper.config.edit;

import io.pepper.config.definition.FileName;
import java.util.List;

/**
 * The difference between two contents of a file. Immutable.
 *
 * @param existedBefore whether the file was there on the one side
 * @param existsAfter whether it is on the other
 * @param keys with secrets masked; a secret with another value than before is among them
 */
public record FileDifference(
    FileName file, boolean existedBefore, boolean existsAfter, List<KeyDifference> keys) {
  public FileDifference {
    keys = List.copyOf(keys);
  }

  /** Returns whether anything is different. */
  public boolean isChange() {
    return existedBefore != existsAfter || !keys.isEmpty();
  }
}
