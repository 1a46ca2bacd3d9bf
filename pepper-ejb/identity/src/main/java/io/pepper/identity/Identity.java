package io.pepper.identity;

import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
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
  private final Database database;
  private final AuditTrail audit;
  private final Users users;
  private final Tokens tokens;
  private final Logins logins;

  /** Creates an instance without a database, for the container's proxy only. */
  protected Identity() {
    database = null;
    audit = null;
    users = null;
    tokens = null;
    logins = null;
  }

  @Inject
  Identity(Database database, Settings settings, Clock clock) {
    this.database = database;
    audit = new AuditTrail(database, clock);
    users = new Users(database, audit, clock);
    tokens = new Tokens(database, audit, clock);
    logins = new Logins(users, tokens, clock);
    makeFirstAdmin(settings);
  }

  private void makeFirstAdmin(Settings settings) {
    StartFailure.guard(() -> new FirstStart(settings, users).run(), database::close);
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
   */
  public Optional<Account> authenticate(String name, String password, String clientAddress) {
    return logins.byPassword(name, password, clientAddress);
  }

  /**
   * Checks a token.
   *
   * @param bearer the token's secret
   * @return empty when there is no such token
   */
  public Optional<Account> authenticateToken(String bearer) {
    return logins.byToken(bearer);
  }

  /** Returns all users by name. */
  public List<User> users() {
    return users.all();
  }

  public Optional<User> user(String name) {
    return users.find(name);
  }

  public User createUser(Actor actor, String name, String password, Role role) {
    return users.create(actor, name, password, role);
  }

  /**
   * Changes a user's password.
   *
   * @return whether there is such a user
   */
  public boolean changePassword(Actor actor, String name, String password) {
    return users.changePassword(actor, name, password);
  }

  /**
   * Changes a user's role.
   *
   * @return whether there is such a user
   */
  public boolean changeRole(Actor actor, String name, Role role) {
    return users.changeRole(actor, name, role);
  }

  /**
   * Deletes a user.
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
  public NewToken createToken(Actor actor, String purpose, Role role) {
    return tokens.create(actor, purpose, role);
  }

  /**
   * Revokes a token.
   *
   * @return whether there was such a token
   */
  public boolean revokeToken(Actor actor, String id) {
    return tokens.revoke(actor, id);
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
    audit.close();
  }
}
