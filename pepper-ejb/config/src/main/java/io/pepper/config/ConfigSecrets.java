package io.pepper.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.secret.SecretViews;

/**
 * The secrets of files, masked for all and in clear text for callers who may read them. Never
 * waits; safe for any number of threads.
 */
public final class ConfigSecrets {
  private final SecretViews views;

  ConfigSecrets(SecretViews views) {
    this.views = views;
  }

  /** Returns a content with {@code ***} in the place of each secret. */
  public FileContent masked(FileContent kept) {
    return SecretViews.masked(kept);
  }

  /** Returns an entry, with {@code ***} as its value if it is a secret. */
  public ConfigEntry masked(ConfigEntry kept) {
    return SecretViews.masked(kept);
  }

  /**
   * Returns a content with secrets in clear text, which only subscribers and callers with the
   * permission to read secrets may see. Those that cannot be decrypted are left out, and logged.
   */
  public FileContent revealed(DomainName domain, FileName file, FileContent kept) {
    return views.revealed(domain, file, kept);
  }
}
