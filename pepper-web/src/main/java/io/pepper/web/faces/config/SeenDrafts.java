package io.pepper.web.faces.config;

import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDraft;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The drafts that a page showed, as its buttons send them back: a line of revision and file each.
 */
final class SeenDrafts {
  private SeenDrafts() {}

  static String write(List<FileDraft> drafts) {
    return drafts.stream()
        .map(draft -> draft.revision() + " " + draft.file())
        .collect(Collectors.joining("\n"));
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IllegalArgumentException if a line names no draft
   */
  static Map<FileName, OptionalLong> read(String lines) {
    Map<FileName, OptionalLong> all = new TreeMap<>();
    lines
        .lines()
        .forEach(line -> {
          int blank = line.indexOf(' ');
          if (blank < 0) {
            throw new IllegalArgumentException(
                "'" + line + "' names no draft: load the page again");
          }
          all.put(
              new FileName(line.substring(blank + 1)),
              OptionalLong.of(Long.parseLong(line.substring(0, blank))));
        });
    return all;
  }
}
