package io.pepper.identity.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The passwords that were right in the last five minutes, so that a client with HTTP Basic on each
 * call does not cost a slow hash each time. It holds no password: only a keyed hash, whose key is
 * made at each start, of the password together with the stored hash it matched. A changed password
 * therefore takes effect at once, also when another node changed it. Safe for any number of
 * threads.
 */
public final class VerifiedLogins {
  private static final Duration MEMORY = Duration.ofMinutes(5);
  private static final int MAX = 1_000;
  private static final String HMAC = "HmacSHA256";

  private final RecentMap<Instant> verified = new RecentMap<>(MAX);
  private final SecretKeySpec key;
  private final Clock clock;

  public VerifiedLogins(Clock clock) {
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, HMAC);
  }

  public boolean contains(String password, String storedHash) {
    return verified
        .get(keyed(password, storedHash))
        .filter(until -> until.isAfter(clock.instant()))
        .isPresent();
  }

  public void add(String password, String storedHash) {
    verified.put(keyed(password, storedHash), clock.instant().plus(MEMORY));
  }

  private String keyed(String password, String storedHash) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      // The stored hash has no zero byte: what follows it is the password, whatever it contains.
      mac.update(storedHash.getBytes(UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(password.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + HMAC, e);
    }
  }
}
