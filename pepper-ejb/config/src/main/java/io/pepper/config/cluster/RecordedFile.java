package io.pepper.config.cluster;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileState;
import java.util.Optional;

/**
 * The effect of a publish on a file. Immutable.
 *
 * @param content the new content for all, or for some nodes if the state is gray; empty if the file
 *     was deleted, and where only names are known
 */
public record RecordedFile(FileState state, Optional<FileContent> content) {
  static RecordedFile of(Optional<FileContent> content) {
    return new RecordedFile(content.isPresent() ? FileState.CHANGED : FileState.DELETED, content);
  }
}
