package io.pepper.config.cluster;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.edit.FileEdit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The edits of files in one transaction. For one thread. */
final class FileEdits {
  private final DomainTransaction transaction;
  private final Function<FileName, ContentEditor> editors;
  private final Map<FileName, Optional<ConfigRecord.File>> present = new LinkedHashMap<>();

  /**
   * @param editors the editor of each file
   */
  FileEdits(DomainTransaction transaction, Function<FileName, ContentEditor> editors) {
    this.transaction = transaction;
    this.editors = editors;
  }

  /**
   * Makes edits, several of one file one after the other.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if one is not allowed
   */
  void make(Collection<? extends FileEdit> edits) {
    Map<FileName, Optional<FileContent>> edited = new LinkedHashMap<>();
    for (FileEdit edit : edits) {
      FileName file = edit.file();
      Optional<FileContent> content =
          edited.computeIfAbsent(file, name -> read(name).map(ConfigRecord.File::content));
      edited.put(file, editors.apply(file).apply(content, edit));
    }
    edited.forEach((file, content) -> {
      if (!content.equals(present.get(file).map(ConfigRecord.File::content))) {
        transaction.set(file, content, present.get(file));
      }
    });
  }

  /**
   * @throws io.pepper.config.edit.StaleFileException if a file is at another version
   */
  void require(FileName file, long version) {
    DomainTransaction.requireVersion(file, version, read(file));
  }

  private Optional<ConfigRecord.File> read(FileName file) {
    return present.computeIfAbsent(file, transaction::read);
  }
}
