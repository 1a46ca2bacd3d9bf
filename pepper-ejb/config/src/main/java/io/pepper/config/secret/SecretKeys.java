package io.pepper.config.secret;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.SecretForm;
import io.pepper.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;

/**
 * The keys that encrypt and decrypt secrets. A secret is kept as {@code id:base64}, the id being
 * that of its key. Safe for any number of threads.
 */
public final class SecretKeys {
  /** No keys: no secret can be written, and none be read. */
  public static final SecretKeys NONE = new SecretKeys(Map.of());

  private static final Logger LOG = System.getLogger(SecretKeys.class.getName());
  private static final int MAX_LOGGED = 100;

  private final Map<String, SecretKey> keys;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  private SecretKeys(Map<String, SecretKey> keys) {
    this.keys = new LinkedHashMap<>(keys);
  }

  /**
   * Reads the keys of the settings, which may be none.
   *
   * @throws io.pepper.settings.InvalidSettingException if one of them cannot be read
   */
  public static SecretKeys from(Settings settings) {
    return new SecretKeys(KeyRing.read(settings));
  }

  /** Returns the form of the secrets of a file; they can be read at their own place only. */
  public SecretForm of(DomainName domain, FileName file) {
    return new FileSecrets(this, domain, file);
  }

  /** Returns the id of the key that encrypts; empty if there are no keys. */
  public Optional<String> current() {
    return keys.keySet().stream().findFirst();
  }

  /** Returns whether a secret as it is kept is encrypted with the key that encrypts now. */
  public boolean isCurrent(String kept) {
    return current().filter(id -> kept.startsWith(id + ":")).isPresent();
  }

  Optional<SecretKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** Logs that a value cannot be decrypted, once for each reason. */
  void logUnreadable(String problem, DomainName domain, FileName file) {
    if (logged.size() < MAX_LOGGED && logged.add(problem)) {
      LOG.log(
          Level.ERROR,
          "secrets of {0} {1} cannot be decrypted and are left out of what its nodes receive: {2}",
          domain,
          file,
          problem);
    }
  }
}
