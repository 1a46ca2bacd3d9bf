package io.pepper.config.snapshot;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import java.util.Map;
import java.util.Optional;

/**
 * A file in force. Immutable.
 *
 * @param version of the domain when the content changed last
 * @param gray what the file is for some nodes, if a gray release runs
 */
public record PublishedFile(
    FileName name, long version, FileContent content, Optional<GrayRelease> gray) {

  /**
   * Returns the content as a node has it.
   *
   * @param labels what the node sends as its component tags
   */
  public FileContent content(String node, Map<String, String> labels) {
    return gray.filter(release -> release.rule().selects(node, labels))
        .map(GrayRelease::content)
        .orElse(content);
  }
}
