package io.pepper.config.edit;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.value.InvalidValueException;
import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Optional;

/** The rules by which changes of keys make a new content out of the present one. */
public final class ContentEditor {
  private ContentEditor() {}

  /**
   * Makes an edit of a file.
   *
   * @param present empty if the file is not there
   * @return empty if the file is gone
   * @throws InvalidDefinitionException if a change is not allowed; it names section and key
   */
  public static Optional<FileContent> apply(Optional<FileContent> present, FileEdit edit) {
    return switch (edit) {
      case FileEdit.ReplaceContent replace ->
          Optional.of(MaskedValues.restored(present.orElse(FileContent.EMPTY), replace.content()));
      case FileEdit.ChangeKeys change ->
          Optional.of(apply(present.orElse(FileContent.EMPTY), change.changes()));
      case FileEdit.DeleteFile delete -> Optional.empty();
    };
  }

  /**
   * Makes changes of keys, one after the other.
   *
   * @throws InvalidDefinitionException if one is not allowed; it names section and key
   */
  public static FileContent apply(FileContent present, List<KeyChange> changes) {
    FileContent content = present;
    for (KeyChange change : changes) {
      content =
          change.value().isEmpty()
              ? content.without(change.section(), change.key())
              : content.with(change.section(), entry(content, change));
    }
    return content;
  }

  /**
   * Lays changes that were checked when they were made over a content that may have changed since:
   * a key whose type is another by now becomes what the change says.
   */
  public static FileContent overlay(FileContent present, List<KeyChange> changes) {
    FileContent content = present;
    for (KeyChange change : changes) {
      boolean isOther =
          content
              .find(change.section(), change.key())
              .filter(entry -> change.type().filter(type -> type != entry.type()).isPresent())
              .isPresent();
      FileContent base = isOther ? content.without(change.section(), change.key()) : content;
      content = apply(base, List.of(change));
    }
    return content;
  }

  private static ConfigEntry entry(FileContent content, KeyChange change) {
    Optional<ConfigEntry> present = content.find(change.section(), change.key());
    ValueType type =
        change.type().or(() -> present.map(ConfigEntry::type)).orElse(ValueType.STRING);
    if (present.isPresent() && present.get().type() != type) {
      throw invalid(
          change,
          "key %s type conflict: it is %s; delete it first to make it %s"
              .formatted(change.key(), present.get().type().text(), type.text()));
    }
    String value = change.value().orElseThrow();
    if (MaskedValues.isMask(value) && !MaskedValues.isPlainMask(present)) {
      return kept(change, present);
    }
    try {
      type.parse(value);
    } catch (InvalidValueException e) {
      throw invalid(change, e.getMessage());
    }
    boolean isSecret =
        change.secret().orElseGet(() -> present.map(ConfigEntry::isSecret).orElse(false));
    String rawKey =
        present.map(ConfigEntry::rawKey).orElseGet(() -> type.rawKey(change.key().value()));
    return new ConfigEntry(change.key(), type, rawKey, value, isSecret);
  }

  private static ConfigEntry kept(KeyChange change, Optional<ConfigEntry> present) {
    ConfigEntry kept = MaskedValues.kept(change.section(), change.key(), present);
    if (change.secret().filter(isSecret -> !isSecret).isPresent()) {
      throw invalid(change, "is a secret; to make it readable, write a value other than ***");
    }
    return kept;
  }

  private static InvalidDefinitionException invalid(KeyChange change, String problem) {
    return new InvalidDefinitionException(change.section() + "." + change.key(), problem);
  }
}
