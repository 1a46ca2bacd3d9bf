package io.pepper.config.secret;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.SecretForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of encrypting secrets anew with the key that encrypts now. Counts what it did. Safe for
 * any number of threads.
 */
public final class SecretRenewal {
  private final SecretKeys keys;
  private final AtomicLong renewed = new AtomicLong();
  private final AtomicLong unreadable = new AtomicLong();

  public SecretRenewal(SecretKeys keys) {
    this.keys = keys;
  }

  /** Returns the number of values that were encrypted anew. */
  public long renewed() {
    return renewed.get();
  }

  /** Returns the number of values that no key decrypts, which stay as they are. */
  public long unreadable() {
    return unreadable.get();
  }

  /** Returns a content whose secrets are encrypted with the present key; itself if all are. */
  public FileContent renew(DomainName domain, FileName file, FileContent kept) {
    SecretForm form = keys.of(domain, file);
    FileContent content = kept;
    for (Map.Entry<SectionName, ?> section : kept.sections().entrySet()) {
      for (ConfigEntry entry : kept.section(section.getKey())) {
        if (entry.isSecret()) {
          Optional<String> value = renew(form, section.getKey(), entry);
          if (value.isPresent()) {
            content = content.with(section.getKey(), entry.with(value.get()));
          }
        }
      }
    }
    return content;
  }

  /** Returns changes whose secrets are encrypted with the present key. */
  public List<KeyChange> renew(DomainName domain, FileName file, List<KeyChange> kept) {
    SecretForm form = keys.of(domain, file);
    return kept.stream().map(change -> renew(form, change)).toList();
  }

  private KeyChange renew(SecretForm form, KeyChange change) {
    if (change.value().isEmpty() || !change.secret().orElse(false)) {
      return change;
    }
    ConfigEntry entry =
        new ConfigEntry(change.key(), change.type().orElseThrow(), "", change.value().get(), true);
    return new KeyChange(
        change.section(),
        change.key(),
        change.type(),
        renew(form, change.section(), entry).or(change::value),
        change.secret());
  }

  /** Returns the new form of a value; empty if it stays as it is. */
  private Optional<String> renew(SecretForm form, SectionName section, ConfigEntry kept) {
    if (keys.isCurrent(kept.value())) {
      return Optional.empty();
    }
    Optional<String> clear = form.decrypt(section, kept);
    if (clear.isEmpty()) {
      unreadable.incrementAndGet();
      return Optional.empty();
    }
    renewed.incrementAndGet();
    return Optional.of(form.encrypt(section, kept.with(clear.get())));
  }
}
