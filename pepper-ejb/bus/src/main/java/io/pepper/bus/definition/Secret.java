package io.pepper.bus.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The password of a queue or topic as it is stored: salted and hashed, never shown. The hash is a
 * fast one, because producers log in on every short connection
 * (docs/adr/0006-queue-secrets-are-hashed-fast.md).
 *
 * @param hash {@code sha256:<salt>:<digest>} in hex; empty if no login is possible
 */
public record Secret(String hash) {
  public static final Secret NONE = new Secret("");
  private static final String KIND = "sha256";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Hashes a password with a new salt. */
  public static Secret of(String password) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    HexFormat hex = HexFormat.of();
    return new Secret(
        KIND + ":" + hex.formatHex(salt) + ":" + hex.formatHex(digest(salt, password)));
  }

  /** Compares a password with the hash in constant time. */
  public boolean matches(String password) {
    String[] parts = hash.split(":");
    if (parts.length != 3) {
      return false;
    }
    byte[] salt = HexFormat.of().parseHex(parts[1]);
    return MessageDigest.isEqual(HexFormat.of().parseHex(parts[2]), digest(salt, password));
  }

  public boolean isSet() {
    return !hash.isEmpty();
  }

  private static byte[] digest(byte[] salt, String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt);
      return sha.digest(password.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return isSet() ? "set" : "not set";
  }
}
