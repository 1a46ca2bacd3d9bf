package io.pepper.web.login;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.Account;
import io.pepper.identity.Identity;
import io.pepper.identity.Role;
import io.pepper.web.login.Session.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The callers, recognized by what they send or by their session. */
@ApplicationScoped
public class Callers {
  private static final Logger LOG = System.getLogger(Callers.class.getName());

  /**
   * The longest time for which a session is trusted unchecked, after its user was deleted or has
   * another role.
   */
  private static final Duration MAX_SESSION_AGE_UNCHECKED = Duration.ofSeconds(10);

  @Inject private Identity identity;
  @Inject private Clock clock;

  /**
   * Returns whether the header {@code Authorization} is the login of a user or a token, for callers
   * that do not come through the Servlet container. May block.
   *
   * @param address where the caller is
   * @throws io.pepper.identity.login.LoginThrottledException after too many failures
   * @throws DatabaseUnavailableException if the database of users is out of reach
   */
  public boolean isKnown(String authorization, String address) {
    return Credentials.parse(authorization)
        .filter(given -> !Credentials.isOfApplication(given))
        .flatMap(given -> byCredential(given, address))
        .isPresent();
  }

  /**
   * @throws io.pepper.identity.login.LoginThrottledException after too many failures
   * @throws DatabaseUnavailableException if the database of users is out of reach
   */
  Optional<Caller> byCredential(Credential credential, String address) {
    Optional<Account> account =
        switch (credential) {
          case UsernamePasswordCredential password ->
              identity.authenticate(password.getCaller(), password.getPasswordAsString(), address);
          case Credentials.Bearer bearer -> identity.authenticateToken(bearer.token());
          default -> Optional.empty();
        };
    return account.map(known -> caller(known.name(), known.roles()));
  }

  Optional<Caller> bySession(HttpServletRequest request) {
    Optional<Caller> caller = Session.caller(request);
    if (caller.isEmpty() || isTrusted(caller.get())) {
      return caller;
    }
    try {
      Optional<Caller> known =
          identity
              .user(caller.get().name())
              .map(user -> caller(user.name(), user.role().withIncluded()));
      known.ifPresentOrElse(
          checked -> Session.update(request, checked), () -> Session.end(request));
      return known;
    } catch (DatabaseUnavailableException e) {
      // The dashboard is needed most when something is down: who was let in stays in.
      LOG.log(Level.DEBUG, "the session of {0} is not checked: {1}", caller, e.getMessage());
      return caller;
    }
  }

  private boolean isTrusted(Caller caller) {
    return clock.instant().isBefore(caller.checked().plus(MAX_SESSION_AGE_UNCHECKED));
  }

  private Caller caller(String name, Set<Role> roles) {
    return new Caller(
        name,
        Set.copyOf(roles.stream().map(Role::text).collect(Collectors.toSet())),
        clock.instant());
  }
}
