package io.pepper.config.edit;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.schema.JsonSchemas;
import io.pepper.config.value.InvalidValueException;
import io.pepper.config.value.ValueType;
import io.pepper.definition.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which changes of keys make a new content of a file out of the present one. Values
 * come in clear text and leave in the form that is kept: a secret stays one until a change of the
 * key says otherwise, and keeps its form if its clear text is the same. Immutable.
 */
public final class ContentEditor {
  private final SecretForm secrets;
  private final Map<KeyName, String> schemas;

  /** Creates an editor of a file without schemas. */
  public ContentEditor(SecretForm secrets) {
    this(secrets, Map.of());
  }

  /**
   * @param schemas the JSON Schemas of keys of type json
   */
  public ContentEditor(SecretForm secrets, Map<KeyName, String> schemas) {
    this.secrets = secrets;
    this.schemas = Map.copyOf(schemas);
  }

  /**
   * Makes an edit of a file.
   *
   * @param present empty if the file is not there
   * @return empty if the file is gone
   * @throws InvalidDefinitionException if a change is not allowed; it names section and key
   */
  public Optional<FileContent> apply(Optional<FileContent> present, FileEdit edit) {
    FileContent before = present.orElse(FileContent.EMPTY);
    return switch (edit) {
      case FileEdit.ReplaceContent replace -> Optional.of(replace(before, replace.content()));
      case FileEdit.ChangeKeys change -> Optional.of(apply(before, change.changes()));
      case FileEdit.DeleteFile delete -> Optional.empty();
    };
  }

  private FileContent replace(FileContent present, FileContent content) {
    Map<SectionName, Map<KeyName, ConfigEntry>> kept = new LinkedHashMap<>();
    content
        .sections()
        .forEach((section, keys) -> {
          Map<KeyName, ConfigEntry> entries = new LinkedHashMap<>();
          for (ConfigEntry entry : keys.values()) {
            Optional<ConfigEntry> before = present.find(section, entry.key());
            boolean isSecret = entry.isSecret() || before.map(ConfigEntry::isSecret).orElse(false);
            entries.put(entry.key(), keep(section, before, entry.withSecret(isSecret)));
          }
          kept.put(section, entries);
        });
    return new FileContent(kept);
  }

  /**
   * Makes changes of keys, one after the other.
   *
   * @throws InvalidDefinitionException if one is not allowed; it names section and key
   */
  public FileContent apply(FileContent present, List<KeyChange> changes) {
    FileContent content = present;
    for (KeyChange change : changes) {
      content =
          change.value().isEmpty()
              ? content.without(change.section(), change.key())
              : content.with(change.section(), entry(content, change));
    }
    return content;
  }

  private ConfigEntry entry(FileContent content, KeyChange change) {
    Optional<ConfigEntry> present = content.find(change.section(), change.key());
    ValueType type =
        change.type().or(() -> present.map(ConfigEntry::type)).orElse(ValueType.STRING);
    if (present.isPresent() && present.get().type() != type) {
      throw invalid(
          change.section(),
          change.key(),
          "key %s type conflict: it is %s; delete it first to make it %s"
              .formatted(change.key(), present.get().type().text(), type.text()));
    }
    refuseMaskInTheClear(change, present);
    boolean isSecret =
        change.secret().orElseGet(() -> present.map(ConfigEntry::isSecret).orElse(false));
    String rawKey =
        present.map(ConfigEntry::rawKey).orElseGet(() -> type.rawKey(change.key().value()));
    return keep(
        change.section(),
        present,
        new ConfigEntry(change.key(), type, rawKey, change.value().orElseThrow(), isSecret));
  }

  private static void refuseMaskInTheClear(KeyChange change, Optional<ConfigEntry> present) {
    boolean isSecret = present.filter(ConfigEntry::isSecret).isPresent();
    if (isSecret
        && change.secret().filter(wanted -> !wanted).isPresent()
        && MaskedValues.isMask(change.value().orElseThrow())) {
      throw invalid(
          change.section(),
          change.key(),
          "is a secret; to make it readable, write a value other than ***");
    }
  }

  /** Returns an entry as it is kept, after its clear text was checked. */
  private ConfigEntry keep(SectionName section, Optional<ConfigEntry> present, ConfigEntry clear) {
    if (MaskedValues.isMask(clear.value()) && !MaskedValues.isPlainMask(present)) {
      return MaskedValues.kept(section, clear.key(), present);
    }
    check(section, clear);
    if (!clear.isSecret()) {
      return clear;
    }
    return present
        .filter(ConfigEntry::isSecret)
        .filter(there -> secrets.decrypt(section, there).equals(Optional.of(clear.value())))
        .map(there -> clear.with(there.value()))
        .orElseGet(() -> clear.with(secrets.encrypt(section, clear)));
  }

  private void check(SectionName section, ConfigEntry clear) {
    try {
      clear.type().parse(clear.value());
    } catch (InvalidValueException e) {
      throw invalid(
          section,
          clear.key(),
          clear.isSecret()
              ? "the value, which is a secret, is not of type " + clear.type().text()
              : e.getMessage());
    }
    Optional<String> problem =
        Optional.ofNullable(schemas.get(clear.key()))
            .filter(schema -> clear.type() == ValueType.JSON)
            .flatMap(schema -> JsonSchemas.problem(schema, clear.value()));
    if (problem.isPresent()) {
      throw invalid(
          section,
          clear.key(),
          clear.isSecret()
              ? "the value, which is a secret, does not fit the key's JSON Schema"
              : "does not fit the key's JSON Schema, " + problem.get());
    }
  }

  private static InvalidDefinitionException invalid(
      SectionName section, KeyName key, String problem) {
    return new InvalidDefinitionException(section + "." + key, problem);
  }

  /**
   * Lays changes that were made before over a content that may have changed since.
   *
   * @param changes with types and values in the form that is kept, as {@link #difference} gives
   */
  public static FileContent overlay(FileContent present, List<KeyChange> changes) {
    FileContent content = present;
    for (KeyChange change : changes) {
      content =
          change.value().isEmpty()
              ? content.without(change.section(), change.key())
              : content.with(change.section(), kept(content, change));
    }
    return content;
  }

  private static ConfigEntry kept(FileContent content, KeyChange change) {
    ValueType type = change.type().orElseThrow();
    String rawKey =
        content
            .find(change.section(), change.key())
            .filter(there -> there.type() == type)
            .map(ConfigEntry::rawKey)
            .orElseGet(() -> type.rawKey(change.key().value()));
    return new ConfigEntry(
        change.key(), type, rawKey, change.value().orElseThrow(), change.secret().orElse(false));
  }

  /** Returns the changes that make one content out of another, for {@link #overlay}. */
  public static List<KeyChange> difference(FileContent before, FileContent after) {
    return KeyDifferences.of(before, after)
        .map(key ->
            new KeyChange(
                key.section(),
                key.key(),
                key.after().map(ConfigEntry::type),
                key.after().map(ConfigEntry::value),
                key.after().map(ConfigEntry::isSecret)))
        .toList();
  }
}
