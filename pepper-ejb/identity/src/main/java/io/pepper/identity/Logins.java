package io.pepper.identity;

import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.external.ExternalPerson;
import io.pepper.identity.external.RoleMapping;
import io.pepper.identity.login.FailureReports;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.LoginThrottle;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.identity.login.Passwords;
import io.pepper.identity.login.VerifiedLogins;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The check of passwords and tokens. */
final class Logins {
  private static final Logger LOG = System.getLogger(Logins.class.getName());

  // Hashing is slow on purpose: however many try to log in, it takes at most two cores.
  private static final int HASHING_AT_ONCE = 2;
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);
  private static final String DISABLED = "disabled";

  private final Users users;
  private final Tokens tokens;
  private final Audit audit;
  private final FailureReports reports;
  private final VerifiedLogins verified;
  private final LoginThrottle throttle;
  private final Lock admitting = new ReentrantLock();
  private final Optional<DirectoryLogins> directory;
  private final String nobodysHash;
  private final Semaphore hashing = new Semaphore(HASHING_AT_ONCE, true);

  Logins(
      Users users,
      Tokens tokens,
      Audit audit,
      Settings settings,
      Passwords passwords,
      Clock clock) {
    this.audit = audit;
    this.reports = new FailureReports(clock);
    this.users = users;
    this.tokens = tokens;
    this.nobodysHash = passwords.nobodysHash();
    this.verified = new VerifiedLogins(clock);
    this.throttle = new LoginThrottle(clock);
    this.directory =
        StartFailure.guard(() -> DirectoryLogins.of(settings, verified, throttle, clock));
  }

  /** Returns the user with that name and password; empty also for one that is disabled. */
  Optional<User> byPassword(String name, String password, String address) {
    Optional<User> user = users.find(name);
    if (directory.isPresent() && DirectoryLogins.isConcerned(user)) {
      return byDirectory(user, name, password, address);
    }
    String hash = user.filter(User::isLocal).map(User::passwordHash).orElse(nobodysHash);
    boolean right = verified.contains(password, hash) || verify(name, password, hash, address);
    Optional<User> known = user.filter(found -> right && !found.disabled());
    if (known.isEmpty()) {
      note(nameOf(user), name, address, right ? DISABLED : wrong(user));
    }
    return known;
  }

  private Optional<User> byDirectory(
      Optional<User> user, String name, String password, String address) {
    DirectoryLogins there = directory.get();
    if (user.filter(known -> there.remembers(known, password)).isPresent()) {
      refuseDisabled(user.get(), address);
      return user;
    }
    Optional<ExternalPerson> person = there.check(name, password, address);
    if (person.isEmpty()) {
      note(nameOf(user), name, address, wrong(user));
      return Optional.empty();
    }
    User known = admit(person.get(), UserOrigin.LDAP, there.roles(), address);
    there.remember(known, password);
    return Optional.of(known);
  }

  /**
   * Returns the user that a person is here whom another place has checked, with the role and tags
   * of the person's groups.
   *
   * @throws LoginRefusedException if the person may not enter; the log says why
   */
  User admit(ExternalPerson person, UserOrigin origin, RoleMapping roles, String address) {
    Optional<Role> role = roles.role(person.groups());
    if (role.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "{0} may not enter: {1} gives none of them a role",
          person,
          roles.setting());
      throw refused(person.name(), address, "no group with a role");
    }
    Actor actor = new Actor(person.name(), address);
    AllowedTags tags = roles.tags(person.groups());
    // Two first logins of one person would make the user twice.
    admitting.lock();
    try {
      User user = users.admit(actor, origin, person.subject(), role.get(), tags);
      refuseDisabled(user, address);
      return user;
    } catch (InvalidIdentityException e) {
      LOG.log(Level.WARNING, "{0} may not enter: {1}", person, e.getMessage());
      throw refused(person.name(), address, e.getMessage());
    } finally {
      admitting.unlock();
    }
  }

  private void refuseDisabled(User user, String address) {
    if (user.disabled()) {
      throw refused(user.name(), address, DISABLED);
    }
  }

  private LoginRefusedException refused(String who, String address, String why) {
    note(who, who, address, why);
    return new LoginRefusedException();
  }

  /** Returns the name for the audit trail; an unknown one may be a password in the wrong field. */
  private static String nameOf(Optional<User> user) {
    return user.map(User::name).orElse("unknown user");
  }

  private static String wrong(Optional<User> user) {
    return user.isEmpty() ? "no such user" : "wrong password";
  }

  /** Records some of the failures. */
  private void note(String who, String name, String address, String why) {
    OptionalInt more = reports.failed(name, address);
    if (more.isPresent()) {
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
