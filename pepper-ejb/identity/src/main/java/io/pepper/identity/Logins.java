package io.pepper.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.identity.login.LoginThrottle;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.identity.login.VerifiedLogins;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The check of passwords and tokens. */
final class Logins {
  // Hashing is slow on purpose: however many try to log in, it takes at most two cores.
  private static final int HASHING_AT_ONCE = 2;
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Users users;
  private final Tokens tokens;
  private final VerifiedLogins verified;
  private final LoginThrottle throttle;
  private final Semaphore hashing = new Semaphore(HASHING_AT_ONCE, true);

  Logins(Users users, Tokens tokens, Clock clock) {
    this.users = users;
    this.tokens = tokens;
    this.verified = new VerifiedLogins(clock);
    this.throttle = new LoginThrottle(clock);
  }

  Optional<Account> byPassword(String name, String password, String address) {
    Optional<User> user = users.find(name);
    String hash = user.map(User::passwordHash).orElse(Passwords.NOBODYS_HASH);
    boolean right = verified.contains(password, hash) || verify(name, password, hash, address);
    return right ? user.map(User::account) : Optional.empty();
  }

  private boolean verify(String name, String password, String hash, String address) {
    throttle.check(name, address);
    awaitTurn();
    try {
      // While this call waited, others may have failed too often, or proved this same password
      // right.
      throttle.check(name, address);
      if (!verified.contains(password, hash)) {
        if (!Passwords.matches(password, hash)) {
          throttle.failed(name, address);
          return false;
        }
        verified.add(password, hash);
      }
      throttle.succeeded(name, address);
      return true;
    } finally {
      hashing.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!hashing.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LoginThrottledException(MAX_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoginThrottledException(MAX_WAIT);
    }
  }

  Optional<Account> byToken(String secret) {
    return tokens.find(sha256(secret)).map(Token::account);
  }

  /** Hashes a token's secret. A fast hash is enough, since 256 random bits cannot be guessed. */
  static String sha256(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
