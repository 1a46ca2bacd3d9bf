package io.pepper.config.secret;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.KeyName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.FileDifference;
import io.pepper.config.edit.KeyDifference;
import io.pepper.config.edit.KeyDifferences;
import io.pepper.config.edit.SecretForm;
import io.pepper.definition.HiddenValues;
import io.pepper.definition.InvalidDefinitionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Contents as people and programs are shown them. Safe for any number of threads. */
public final class SecretViews {
  private final SecretKeys keys;

  public SecretViews(SecretKeys keys) {
    this.keys = keys;
  }

  /** Returns a content with {@link HiddenValues#MASK} in the place of each secret. */
  public static FileContent masked(FileContent kept) {
    return mapped(kept, (section, entry) -> Optional.of(masked(entry)));
  }

  /** Returns an entry, masked if it is a secret. */
  public static ConfigEntry masked(ConfigEntry entry) {
    return entry.isSecret() ? entry.with(HiddenValues.MASK) : entry;
  }

  /** Returns a content with secrets in clear text; those that cannot be decrypted are left out. */
  public FileContent revealed(DomainName domain, FileName file, FileContent kept) {
    SecretForm form = keys.of(domain, file);
    return mapped(
        kept,
        (section, entry) ->
            entry.isSecret() ? form.decrypt(section, entry).map(entry::with) : Optional.of(entry));
  }

  /**
   * Returns a content with all its secrets in clear text, to be written again.
   *
   * @throws InvalidDefinitionException if one of them cannot be decrypted
   */
  public FileContent writable(DomainName domain, FileName file, FileContent kept) {
    FileContent clear = revealed(domain, file, kept);
    if (clear.size() < kept.size()) {
      throw new InvalidDefinitionException(
          file.path(),
          "%d of its secrets cannot be decrypted: add their key to the settings again, the log names it"
              .formatted(kept.size() - clear.size()));
    }
    return clear;
  }

  private static FileContent mapped(
      FileContent content, BiFunction<SectionName, ConfigEntry, Optional<ConfigEntry>> view) {
    Map<SectionName, Map<KeyName, ConfigEntry>> sections = new LinkedHashMap<>();
    content
        .sections()
        .forEach((section, keys) -> {
          Map<KeyName, ConfigEntry> shown = new LinkedHashMap<>();
          keys.forEach(
              (key, entry) -> view.apply(section, entry).ifPresent(there -> shown.put(key, there)));
          sections.put(section, shown);
        });
    return new FileContent(sections);
  }

  /**
   * Compares two contents of a file, secrets by their clear texts.
   *
   * @param before empty if the file was not there
   * @param after empty if the file is gone
   */
  public FileDifference difference(
      DomainName domain, FileName file, Optional<FileContent> before, Optional<FileContent> after) {
    SecretForm form = keys.of(domain, file);
    return new FileDifference(
        file,
        before.isPresent(),
        after.isPresent(),
        KeyDifferences.of(before.orElse(FileContent.EMPTY), after.orElse(FileContent.EMPTY))
            .filter(key -> !isSameSecret(form, key))
            .map(key ->
                new KeyDifference(
                    key.section(),
                    key.key(),
                    key.before().map(SecretViews::masked),
                    key.after().map(SecretViews::masked)))
            .toList());
  }

  private static boolean isSameSecret(SecretForm form, KeyDifference key) {
    if (key.before().isEmpty() || key.after().isEmpty()) {
      return false;
    }
    ConfigEntry before = key.before().get();
    ConfigEntry after = key.after().get();
    return before.isSecret()
        && after.isSecret()
        && before.with("").equals(after.with(""))
        && form.decrypt(key.section(), before)
            .filter(clear -> form.decrypt(key.section(), after).equals(Optional.of(clear)))
            .isPresent();
  }
}
