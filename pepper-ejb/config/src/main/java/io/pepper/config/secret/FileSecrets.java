package io.pepper.config.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.config.definition.ConfigEntry;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.SectionName;
import io.pepper.config.edit.SecretForm;
import io.pepper.definition.InvalidDefinitionException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The secrets of a file, by AES-256-GCM with a random nonce. Domain, file, section and key are
 * authenticated with each value, so that it cannot be moved to where others may read it.
 */
final class FileSecrets implements SecretForm {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeys keys;
  private final DomainName domain;
  private final FileName file;

  FileSecrets(SecretKeys keys, DomainName domain, FileName file) {
    this.keys = keys;
    this.domain = domain;
    this.file = file;
  }

  @Override
  public String encrypt(SectionName section, ConfigEntry clear) {
    String id =
        keys.current()
            .orElseThrow(() ->
                new InvalidDefinitionException(
                    section + "." + clear.key(),
                    "no secret can be kept without a key to encrypt it: set %s or %s (docs/settings.md, Configuration centre)"
                        .formatted(KeyRing.KEYS, KeyRing.FILE)));
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, keys.find(id).orElseThrow(), nonce, section, clear)
              .doFinal(clear.value().getBytes(UTF_8));
      byte[] all =
          ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
      return id + ":" + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM, and its keys fit", e);
    }
  }

  @Override
  public Optional<String> decrypt(SectionName section, ConfigEntry kept) {
    int colon = kept.value().indexOf(':');
    String id = kept.value().substring(0, Math.max(0, colon));
    Optional<SecretKey> key = keys.find(id);
    if (key.isEmpty()) {
      keys.logUnreadable("key '" + id + "' is not among those of the settings", domain, file);
      return Optional.empty();
    }
    try {
      byte[] all = Base64.getDecoder().decode(kept.value().substring(colon + 1));
      ByteBuffer encrypted = ByteBuffer.wrap(all);
      byte[] nonce = new byte[NONCE_BYTES];
      encrypted.get(nonce);
      byte[] clear =
          cipher(Cipher.DECRYPT_MODE, key.get(), nonce, section, kept)
              .doFinal(all, NONCE_BYTES, encrypted.remaining());
      return Optional.of(new String(clear, UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException e) {
      keys.logUnreadable("a value does not fit key '" + id + "' or its place", domain, file);
      return Optional.empty();
    }
  }

  private Cipher cipher(
      int mode, SecretKey key, byte[] nonce, SectionName section, ConfigEntry entry)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    // No part of a place contains a line break.
    String place = domain + "\n" + file + "\n" + section + "\n" + entry.key();
    cipher.updateAAD(place.getBytes(UTF_8));
    return cipher;
  }
}
