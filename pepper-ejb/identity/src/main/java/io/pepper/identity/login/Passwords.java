package io.pepper.identity.login;

import io.pepper.identity.access.InvalidIdentityException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes of passwords: PBKDF2 with HMAC-SHA-512, slow on purpose. Each hash says how slow it was
 * made. Safe for any number of threads.
 */
public final class Passwords {
  /** The hashes of the product: some 100 ms of CPU each. */
  public static final Passwords STANDARD = new Passwords(210_000);

  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 512;
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 200;
  private static final String SCHEME = "pbkdf2-sha512";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final int iterations;

  /**
   * @param iterations those of new hashes
   */
  public Passwords(int iterations) {
    this.iterations = iterations;
  }

  /** Returns the hash that unknown users are compared with, so that they take as long as known. */
  public String nobodysHash() {
    return joined(new byte[SALT_BYTES], new byte[HASH_BITS / Byte.SIZE]);
  }

  /** Returns a random password of 24 letters and digits, 142 bits. */
  public static String generated() {
    String alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    StringBuilder password = new StringBuilder();
    RANDOM.ints(24, 0, alphabet.length()).forEach(i -> password.append(alphabet.charAt(i)));
    return password.toString();
  }

  /**
   * Returns the hash of a new password.
   *
   * @param user whose it will be
   * @throws InvalidIdentityException if it is too short, too long, or among the first to be guessed
   */
  public String checkedHash(String user, String password) {
    if (password == null || password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
      throw refused("a password needs %d to %d characters".formatted(MIN_LENGTH, MAX_LENGTH));
    }
    if (password.equalsIgnoreCase(user)) {
      throw refused("a password must not be the user's name");
    }
    if (CommonPasswords.contain(password)) {
      throw refused("this password is one of those that are guessed first: choose another one");
    }
    return hash(password);
  }

  private static InvalidIdentityException refused(String why) {
    return new InvalidIdentityException("password", why);
  }

  private String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return joined(salt, derived(password, salt, iterations));
  }

  private String joined(byte[] salt, byte[] derived) {
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        "$",
        SCHEME,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(derived));
  }

  public static boolean matches(String password, String hash) {
    String[] parts = hash.split("\\$");
    if (parts.length != 4 || !parts[0].equals(SCHEME)) {
      throw new IllegalStateException("a password hash in the database is not " + SCHEME);
    }
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] salt = base64.decode(parts[2]);
    // No longer than a password may be: hashing is expensive enough without that.
    return password.length() <= MAX_LENGTH
        && MessageDigest.isEqual(
            base64.decode(parts[3]), derived(password, salt, Integer.parseInt(parts[1])));
  }

  private static byte[] derived(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PBKDF2WithHmacSHA512", e);
    } finally {
      spec.clearPassword();
    }
  }
}
