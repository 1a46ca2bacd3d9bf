package io.pepper.config.edit;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import java.util.List;

/** The edit of one file, as part of a publish. */
public sealed interface FileEdit {
  FileName file();

  /** The edit that sets the whole content, of a new file or of one that is there. */
  record ReplaceContent(FileName file, FileContent content) implements FileEdit {}

  /**
   * The edit that changes keys; creates the file if it is not there.
   *
   * @param changes made in this order
   */
  record ChangeKeys(FileName file, List<KeyChange> changes) implements FileEdit {
    public ChangeKeys {
      changes = List.copyOf(changes);
    }
  }

  /** The edit that deletes a file. */
  record DeleteFile(FileName file) implements FileEdit {}
}
