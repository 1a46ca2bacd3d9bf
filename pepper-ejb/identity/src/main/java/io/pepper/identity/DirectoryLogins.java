package io.pepper.identity;

import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.external.ExternalLoginException;
import io.pepper.identity.external.ExternalPerson;
import io.pepper.identity.external.LdapDirectory;
import io.pepper.identity.external.RoleMapping;
import io.pepper.identity.login.FailureReports;
import io.pepper.identity.login.LoginThrottle;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.identity.login.VerifiedLogins;
import io.pepper.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The logins of people whom a directory server knows. A password that was right is good for some
 * minutes without asking again. Safe for any number of threads.
 */
final class DirectoryLogins {
  private static final Logger LOG = System.getLogger(DirectoryLogins.class.getName());

  /** The most logins that ask the server at a moment; each has a connection. */
  private static final int MAX_AT_ONCE = 16;

  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  /** Stands for a stored hash; no real one begins so. */
  private static final String ELSEWHERE = "ldap ";

  private final LdapDirectory directory;
  private final RoleMapping roles;
  private final VerifiedLogins verified;
  private final LoginThrottle throttle;
  private final FailureReports reports;
  private final Semaphore asking = new Semaphore(MAX_AT_ONCE, true);

  private DirectoryLogins(
      LdapDirectory directory,
      RoleMapping roles,
      VerifiedLogins verified,
      LoginThrottle throttle,
      FailureReports reports) {
    this.reports = reports;
    this.directory = directory;
    this.roles = roles;
    this.verified = verified;
    this.throttle = throttle;
  }

  /**
   * Returns the logins of the directory that the settings name.
   *
   * @return empty if they name none
   * @throws io.pepper.settings.InvalidSettingException if a setting cannot work
   */
  static Optional<DirectoryLogins> of(
      Settings settings, VerifiedLogins verified, LoginThrottle throttle, Clock clock) {
    return LdapDirectory.of(settings)
        .map(directory ->
            new DirectoryLogins(
                directory,
                RoleMapping.of(settings, LdapDirectory.rolesSetting()),
                verified,
                throttle,
                new FailureReports(clock)));
  }

  /** Returns whether the directory is asked for a name: unless that is a user's from elsewhere. */
  static boolean isConcerned(Optional<User> known) {
    return known.filter(user -> user.origin() != UserOrigin.LDAP).isEmpty();
  }

  /** Returns what the groups of the directory give. */
  RoleMapping roles() {
    return roles;
  }

  /** Returns whether the password of a user was right a moment ago. */
  boolean remembers(User user, String password) {
    return verified.contains(password, ELSEWHERE + user.name());
  }

  /** Remembers for some minutes that the password of a user is right. */
  void remember(User user, String password) {
    verified.add(password, ELSEWHERE + user.name());
  }

  /**
   * Returns the person with that name and password; empty if there is none.
   *
   * @throws LoginThrottledException after too many failures, or while too many others are asking
   * @throws ExternalLoginException if the directory cannot be asked; the log says why
   */
  Optional<ExternalPerson> check(String name, String password, String address) {
    throttle.check(name, address);
    Optional<ExternalPerson> person = ask(name, password, address);
    if (person.isPresent()) {
      throttle.succeeded(name, address);
    } else {
      throttle.failed(name, address);
    }
    return person;
  }

  private Optional<ExternalPerson> ask(String name, String password, String address) {
    try {
      if (!asking.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LoginThrottledException(MAX_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoginThrottledException(MAX_WAIT);
    }
    try {
      // While this call waited, others may have failed too often.
      throttle.check(name, address);
      return directory.authenticate(name, password);
    } catch (ExternalLoginException e) {
      // Strangers must not fill the log.
      if (reports.failed("", "").isPresent()) {
        LOG.log(Level.WARNING, "a login failed: {0}", e.getMessage());
      }
      throw new ExternalLoginException(
          "the directory of users cannot be asked now: try again later, the log says why", e);
    } finally {
      asking.release();
    }
  }
}
