package io.pepper.identity;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.UserChange;
import io.pepper.identity.access.UserOrigin;
import io.pepper.identity.external.ExternalPerson;
import io.pepper.identity.external.RoleMapping;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.identity.login.Passwords;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Users, tokens and logins. Callers check that the {@link Actor} may do what it asks for: only an
 * {@link Role#ADMIN} may change anything here, but everybody their own password.
 *
 * <p>Safe for any number of threads; methods block for the database, at most some seconds. Each may
 * throw {@link DatabaseUnavailableException}; changes that break a rule throw {@link
 * InvalidIdentityException}.
 */
@ApplicationScoped
public class Identity implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Identity.class.getName());
  private static final Duration CLEANING_INTERVAL = Duration.ofHours(1);

  private final Database database;
  private final AuditTrail audit;
  private final Users users;
  private final Tokens tokens;
  private final Logins logins;
  private final Sessions sessions;
  private final PeriodicTask cleaning;

  /** Creates an instance without a database, for the container's proxy only. */
  protected Identity() {
    database = null;
    audit = null;
    users = null;
    tokens = null;
    logins = null;
    sessions = null;
    cleaning = null;
  }

  @Inject
  Identity(Database database, Settings settings, Clock clock) {
    this(database, settings, Passwords.STANDARD, clock);
  }

  Identity(Database database, Settings settings, Passwords passwords, Clock clock) {
    this.database = database;
    audit = new AuditTrail(database, clock);
    sessions = new Sessions(database, audit, settings, clock);
    users = new Users(database, sessions, audit, passwords, clock);
    tokens = new Tokens(database, audit, clock);
    logins = new Logins(users, tokens, audit, settings, passwords, clock);
    Duration kept = settings.duration("pepper.audit.keep", Duration.ofDays(365));
    makeFirstAdmin(settings);
    cleaning =
        PeriodicTask.every(
                Threads.virtual("pepper-identity-cleaning"),
                CLEANING_INTERVAL,
                () -> clean(clock.instant().minus(kept)))
            .start();
  }

  private void makeFirstAdmin(Settings settings) {
    StartFailure.guard(() -> new FirstStart(settings, users).run(), database::close);
  }

  private void clean(Instant auditFrom) {
    try {
      sessions.deleteOld();
      audit.deleteOld(auditFrom);
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.WARNING, "old sessions and audit entries are kept: {0}", e.getMessage());
    }
  }

  void start(@Observes Startup event) {
    // To be told is enough: the database is then opened with the application, not at a login.
  }

  @Produces
  @ApplicationScoped
  static Audit audit(Identity identity) {
    return identity.audit();
  }

  public Audit audit() {
    return audit;
  }

  /**
   * Checks a password. Slow for a wrong one, quick for one that was right a moment ago.
   *
   * @param clientAddress failures are counted per user and address
   * @return empty when the name or the password is wrong
   * @throws LoginThrottledException after too many failures; says how long to wait
   * @throws LoginRefusedException if the password is right, but the person may not enter
   * @throws io.pepper.identity.external.ExternalLoginException if the directory that knows the
   *     password cannot be asked
   */
  public Optional<Account> authenticate(String name, String password, String clientAddress) {
    return logins.byPassword(name, password, clientAddress).map(User::account);
  }

  /**
   * Checks a token.
   *
   * @param bearer the token's secret
   * @return empty when there is no such token
   * @throws io.pepper.identity.login.ExpiredTokenException if it is not valid any more
   */
  public Optional<Account> authenticateToken(String bearer) {
    return logins.byToken(bearer);
  }

  /**
   * Admits a person whom another place has checked, as a user with the role and tags that the
   * groups give; it is made or changed as needed.
   *
   * @param clientAddress where the person is
   * @throws LoginRefusedException if no group gives a role, the name is another user's or no user's
   *     name, or the user is disabled; the log says which
   */
  public Account admit(
      ExternalPerson person, UserOrigin origin, RoleMapping roles, String clientAddress) {
    return logins.admit(person, origin, roles, clientAddress).account();
  }

  /** Returns the logins of people. */
  public Sessions sessions() {
    return sessions;
  }

  /** Returns all users by name. */
  public List<User> users() {
    return users.all();
  }

  public Optional<User> user(String name) {
    return users.find(name);
  }

  public User createUser(Actor actor, String name, String password, Role role, AllowedTags tags) {
    return users.create(actor, name, password, role, tags);
  }

  /**
   * Changes a user's password, and ends the user's sessions.
   *
   * @param except the id of a session that goes on; empty for none
   * @return whether there is such a user
   */
  public boolean changePassword(
      Actor actor, String name, String password, Optional<String> except) {
    return users.changePassword(actor, name, password, except);
  }

  /**
   * Changes a user. One that is disabled has no session any more.
   *
   * @return empty if there is no such user
   */
  public Optional<User> changeUser(Actor actor, String name, UserChange change) {
    return users.change(actor, name, change);
  }

  /**
   * Deletes a user, and ends the user's sessions.
   *
   * @return whether there was such a user
   */
  public boolean deleteUser(Actor actor, String name) {
    return users.delete(actor, name);
  }

  /** Returns all tokens, oldest first. */
  public List<Token> tokens() {
    return tokens.all();
  }

  /** Creates a token. Its secret is in this result and nowhere else. */
  public NewToken createToken(Actor actor, TokenDraft draft) {
    return tokens.create(actor, draft);
  }

  /**
   * Revokes a token.
   *
   * @param idOrName its id, or else its name
   * @return whether there was such a token
   */
  public boolean revokeToken(Actor actor, String idOrName) {
    return tokens.revoke(actor, idOrName);
  }

  /**
   * Checks the database.
   *
   * @throws DatabaseUnavailableException if it cannot serve now
   */
  public void check() {
    database.check();
  }

  /** Writes the entries of the audit trail that wait. */
  @PreDestroy
  @Override
  public void close() {
    cleaning.close();
    audit.close();
  }
}
