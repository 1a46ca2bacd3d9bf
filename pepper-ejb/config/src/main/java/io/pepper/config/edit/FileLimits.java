package io.pepper.config.edit;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.GrayRule;
import io.pepper.definition.InvalidDefinitionException;

/** The limits of files, so that one publish fits one transaction and one message to a client. */
public final class FileLimits {
  /** The most files of a domain: all can be deleted in one transaction. */
  public static final int MAX_FILES = 90;

  /** The most files that one publish edits. */
  public static final int MAX_EDITS = 40;

  private static final int MAX_KEYS = 10_000;
  private static final int MAX_CHARACTERS = 400_000;
  private static final int MAX_GRAY_NODES = 1000;
  private static final int MAX_GRAY_LABELS = 50;
  private static final int MAX_NOTE_CHARACTERS = 1000;

  private FileLimits() {}

  /**
   * @throws InvalidDefinitionException if the file has too many keys, or is too long
   */
  public static void check(FileName file, FileContent content) {
    if (content.size() > MAX_KEYS) {
      throw new InvalidDefinitionException(
          file.path(), "has %d keys, %d are allowed: split it".formatted(content.size(), MAX_KEYS));
    }
    long characters =
        content.sections().values().stream()
            .flatMap(keys -> keys.values().stream())
            .mapToLong(entry -> entry.rawKey().length() + entry.value().length())
            .sum();
    if (characters > MAX_CHARACTERS) {
      throw new InvalidDefinitionException(
          file.path(),
          "has %d characters, %d are allowed: split it".formatted(characters, MAX_CHARACTERS));
    }
  }

  /**
   * @throws InvalidDefinitionException if the request has too many edits, or a long note
   */
  public static void check(PublishRequest request) {
    if (request.edits().size() > MAX_EDITS) {
      throw new InvalidDefinitionException(
          "edits",
          "there are %d, %d are allowed at once".formatted(request.edits().size(), MAX_EDITS));
    }
    checkNote(request.note());
  }

  /**
   * @throws InvalidDefinitionException if a rule selects no node, or is too long
   */
  public static void check(GrayRule rule) {
    switch (rule) {
      case GrayRule.ListedNodes list ->
          between("nodes", "has %d nodes", 1, list.nodes().size(), MAX_GRAY_NODES);
      case GrayRule.LabelledNodes labelled ->
          between("labels", "has %d labels", 1, labelled.labels().size(), MAX_GRAY_LABELS);
      case GrayRule.ShareOfNodes share -> between("percent", "is %d", 1, share.percent(), 100);
    }
  }

  private static void between(String field, String problem, int min, int actual, int max) {
    if (actual < min || actual > max) {
      throw new InvalidDefinitionException(
          field, problem.formatted(actual) + ", %d to %d are allowed".formatted(min, max));
    }
  }

  /**
   * @throws InvalidDefinitionException if a note is too long
   */
  public static void checkNote(String note) {
    if (note.length() > MAX_NOTE_CHARACTERS) {
      throw new InvalidDefinitionException(
          "note",
          "has %d characters, %d are allowed".formatted(note.length(), MAX_NOTE_CHARACTERS));
    }
  }

  /**
   * Checks how many files a domain would have.
   *
   * @throws InvalidDefinitionException if they are too many
   */
  public static void checkCount(int files) {
    if (files > MAX_FILES) {
      throw new InvalidDefinitionException(
          "files",
          "the domain would have %d files, %d are allowed: use another domain"
              .formatted(files, MAX_FILES));
    }
  }
}
