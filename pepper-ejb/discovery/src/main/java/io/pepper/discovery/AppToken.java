package io.pepper.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secret by which callers from anywhere may write to one application and read it. Only its hash
 * is kept: {@link io.pepper.discovery.instance.AppSettings#tokenHash}.
 */
public final class AppToken {
  private static final String PREFIX = "discovery_";
  private static final SecureRandom RANDOM = new SecureRandom();

  private AppToken() {}

  /** Returns a new token of 256 random bits. */
  public static String create() {
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Returns whether a text has the form of a token; what people log in with does not have it. */
  public static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * Returns the hash that is kept of a token. A token has 256 random bits and cannot be guessed, so
   * a fast hash is enough.
   */
  public static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
