package io.pepper.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.secret.SecretViews;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The preview of edits: the differences that they would make. Never waits; safe for any number of
 * threads.
 */
final class EditPreview {
  private final SecretKeys keys;
  private final SecretViews views;

  EditPreview(SecretKeys keys, SecretViews views) {
    this.keys = keys;
    this.views = views;
  }

  List<FileDifference> of(
      DomainName domain, Optional<DomainSnapshot> present, List<FileEdit> edits) {
    Map<FileName, Optional<FileContent>> edited = new LinkedHashMap<>();
    for (FileEdit edit : edits) {
      FileName file = edit.file();
      Optional<FileContent> before = edited.getOrDefault(file, content(present, file));
      Optional<FileContent> after = editor(domain, present, file).apply(before, edit);
      after.ifPresent(content -> FileLimits.check(file, content));
      edited.put(file, after);
    }
    checkCount(present, edited);
    return edited.entrySet().stream()
        .map(file ->
            views.difference(
                domain, file.getKey(), content(present, file.getKey()), file.getValue()))
        .toList();
  }

  private static void checkCount(
      Optional<DomainSnapshot> present, Map<FileName, Optional<FileContent>> edited) {
    Set<FileName> files = new HashSet<>();
    present.ifPresent(domain -> files.addAll(domain.files().keySet()));
    edited.forEach((file, content) -> {
      if (content.isPresent()) {
        files.add(file);
      } else {
        files.remove(file);
      }
    });
    FileLimits.checkCount(files.size());
  }

  private ContentEditor editor(DomainName domain, Optional<DomainSnapshot> present, FileName file) {
    DomainSettings settings = present.map(DomainSnapshot::settings).orElse(DomainSettings.DEFAULT);
    return new ContentEditor(keys.of(domain, file), settings.schemas(file));
  }

  private static Optional<FileContent> content(Optional<DomainSnapshot> domain, FileName file) {
    return domain.flatMap(there -> there.find(file)).map(PublishedFile::content);
  }
}
