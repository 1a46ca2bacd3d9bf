package io.pepper.config.snapshot;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description that a node gives of itself when it reads one file over HTTP. Immutable.
 *
 * @param id chosen by the application, in 1 to 200 characters
 * @param section of the file whose keys win; passed over where no section can have that name
 * @param labels at most 50
 * @param version of the domain that it has; 0 for none
 */
public record ReadingNode(
    DomainName domain,
    FileName file,
    String id,
    String section,
    Map<String, String> labels,
    long version) {
  private static final int MAX_ID_CHARACTERS = 200;
  private static final int MAX_LABELS = 50;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if the id is empty, or there is more than is allowed
   */
  public ReadingNode {
    if (id.isEmpty() || id.length() > MAX_ID_CHARACTERS) {
      throw new IllegalArgumentException(
          "must be 1 to %d characters, not %d".formatted(MAX_ID_CHARACTERS, id.length()));
    }
    if (labels.size() > MAX_LABELS) {
      throw new IllegalArgumentException(
          "may have at most %d labels, not %d".formatted(MAX_LABELS, labels.size()));
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }
}
