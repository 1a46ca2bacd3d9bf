package io.pepper.config;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.RenewalStatus;
import io.pepper.config.secret.SecretViews;
import java.util.Optional;

/**
 * The secrets of files, masked for all and in clear text for callers who may read them, and their
 * encryption with another key. Never waits; safe for any number of threads.
 */
public final class ConfigSecrets {
  private final SecretViews views;
  private final SecretRotation rotation;

  ConfigSecrets(SecretViews views, SecretRotation rotation) {
    this.views = views;
    this.rotation = rotation;
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

  /**
   * Begins to encrypt all secrets with the first key of the settings: those in force, of gray
   * releases, drafts and the history. Goes on in the background; does not begin twice at a node.
   * Nodes receive what they received before, and no version is made. Once it is through on one
   * node, without a problem and with nothing unreadable, other keys are not needed any more.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if there is no key
   */
  public RenewalStatus rotate() {
    return rotation.start();
  }

  /** Returns how that gets on at this node; empty if it was never begun since the start. */
  public Optional<RenewalStatus> rotation() {
    return rotation.status();
  }
}
