package io.pepper.identity;

import io.pepper.identity.access.Account;
import io.pepper.identity.login.FailureReports;
import io.pepper.identity.login.LoginThrottle;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.identity.login.Passwords;
import io.pepper.identity.login.VerifiedLogins;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The check of passwords and tokens. */
final class Logins {
  // Hashing is slow on purpose: however many try to log in, it takes at most two cores.
  private static final int HASHING_AT_ONCE = 2;
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Users users;
  private final Tokens tokens;
  private final Audit audit;
  private final FailureReports reports;
  private final VerifiedLogins verified;
  private final LoginThrottle throttle;
  private final Semaphore hashing = new Semaphore(HASHING_AT_ONCE, true);

  Logins(Users users, Tokens tokens, Audit audit, Clock clock) {
    this.audit = audit;
    this.reports = new FailureReports(clock);
    this.users = users;
    this.tokens = tokens;
    this.verified = new VerifiedLogins(clock);
    this.throttle = new LoginThrottle(clock);
  }

  /** Returns the user with that name and password; empty also for one that is disabled. */
  Optional<User> byPassword(String name, String password, String address) {
    Optional<User> user = users.find(name);
    String hash = user.filter(User::isLocal).map(User::passwordHash).orElse(Passwords.NOBODYS_HASH);
    boolean right = verified.contains(password, hash) || verify(name, password, hash, address);
    Optional<User> known = user.filter(found -> right && !found.disabled());
    if (known.isEmpty()) {
      note(user, name, address, right);
    }
    return known;
  }

  /** Records some of the failures. An unknown name may be a password in the wrong field. */
  private void note(Optional<User> user, String name, String address, boolean isRight) {
    OptionalInt more = reports.failed(name, address);
    if (more.isPresent()) {
      String who = user.map(User::name).orElse("unknown user");
      String why = isRight ? "disabled" : user.isEmpty() ? "no such user" : "wrong password";
      String others = more.getAsInt() == 0 ? "" : ", and " + more.getAsInt() + " times before";
      audit.record(
          new Actor(who, address),
          "fail to log in",
          who,
          Optional.empty(),
          Optional.of(why + others));
    }
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
    return tokens.use(secret).map(Token::account);
  }
}
