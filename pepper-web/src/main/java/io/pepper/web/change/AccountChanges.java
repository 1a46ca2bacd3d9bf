package io.pepper.web.change;

import io.pepper.identity.Identity;
import io.pepper.identity.NewToken;
import io.pepper.identity.User;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.InvalidIdentityException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.Role;
import io.pepper.identity.access.TokenDraft;
import io.pepper.identity.access.UserChange;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Changes of users, tokens and sessions; exceptions are those of {@link Identity}, which records
 * each change itself.
 */
@RequestScoped
public class AccountChanges {
  @Inject private Identity identity;
  @Inject private CurrentCaller caller;

  @Requires(Permission.CHANGE_USERS)
  public User createUser(String name, String password, Role role, AllowedTags tags) {
    return identity.createUser(caller.actor(), name, password, role, tags);
  }

  /** Changes a user; the result is empty if there is none. */
  @Requires(Permission.CHANGE_USERS)
  public Optional<User> changeUser(String name, UserChange change) {
    return identity.changeUser(caller.actor(), name, change);
  }

  /**
   * Deletes a user.
   *
   * @return whether there was one
   */
  @Requires(Permission.CHANGE_USERS)
  public boolean deleteUser(String name) {
    return identity.deleteUser(caller.actor(), name);
  }

  /**
   * Sets the password of another user, whose sessions end.
   *
   * @return whether there is such a user
   */
  @Requires(Permission.CHANGE_USERS)
  public boolean setPassword(String name, String password) {
    return identity.changePassword(caller.actor(), name, password, caller.session());
  }

  /**
   * Changes the caller's own password; its other sessions end.
   *
   * @param current the present password; empty if the present call was made with it
   * @throws InvalidIdentityException if the present password is wrong
   * @throws io.pepper.identity.login.LoginThrottledException after too many wrong ones
   */
  @Requires(Permission.CHANGE_OWN_ACCOUNT)
  public void changeOwnPassword(Optional<String> current, String password) {
    String address = caller.actor().address();
    boolean isWrong =
        current
            .filter(text -> identity.authenticate(caller.name(), text, address).isEmpty())
            .isPresent();
    if (isWrong) {
      throw new InvalidIdentityException("currentPassword", "is not the present password");
    }
    if (current.filter(password::equals).isPresent()) {
      throw new InvalidIdentityException("password", "must differ from the present one");
    }
    if (!identity.changePassword(caller.actor(), caller.name(), password, caller.session())) {
      throw new InvalidIdentityException("name", "'" + caller.name() + "' is not a user");
    }
  }

  /** Creates a token; its secret is in the result only. */
  @Requires(Permission.CHANGE_TOKENS)
  public NewToken createToken(TokenDraft draft) {
    return identity.createToken(caller.actor(), draft);
  }

  /**
   * Revokes a token by its id or else its name.
   *
   * @return whether there was one
   */
  @Requires(Permission.CHANGE_TOKENS)
  public boolean revokeToken(String idOrName) {
    return identity.revokeToken(caller.actor(), idOrName);
  }

  /**
   * Ends a session of anybody.
   *
   * @return whether there was one
   */
  @Requires(Permission.END_SESSIONS)
  public boolean endSession(String id) {
    return identity.sessions().end(caller.actor(), id, Optional.empty());
  }

  /**
   * Ends all sessions of a user but the caller's present one.
   *
   * @return how many there were
   */
  @Requires(Permission.END_SESSIONS)
  public int endSessions(String user) {
    return identity.sessions().endAll(caller.actor(), user, caller.session());
  }

  /**
   * Ends a session of the caller's own.
   *
   * @return whether there was one
   */
  @Requires(Permission.CHANGE_OWN_ACCOUNT)
  public boolean endOwnSession(String id) {
    return identity.sessions().end(caller.actor(), id, Optional.of(caller.name()));
  }

  /**
   * Ends all sessions of the caller's own but the present one.
   *
   * @return how many there were
   */
  @Requires(Permission.CHANGE_OWN_ACCOUNT)
  public int endOwnSessions() {
    return identity.sessions().endAll(caller.actor(), caller.name(), caller.session());
  }
}
