package io.pepper.web.login;

import io.pepper.identity.Actor;
import io.pepper.identity.Identity;
import io.pepper.identity.OpenSession;
import io.pepper.identity.Sessions;
import io.pepper.identity.access.Account;
import io.pepper.identity.access.Permission;
import io.pepper.identity.login.ExpiredTokenException;
import io.pepper.identity.login.LoginRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;

/** The callers, recognized by what they send or by their session. */
@ApplicationScoped
public class Callers {
  @Inject private Identity identity;

  /**
   * Returns whether the header {@code Authorization} is the login of a user or a token that may
   * read discovery, for callers that do not come through the Servlet container. May block.
   *
   * @param address where the caller is
   * @throws io.pepper.identity.login.LoginThrottledException after too many failures
   * @throws io.pepper.database.DatabaseUnavailableException if the database of users is out of
   *     reach
   */
  public boolean isKnown(String authorization, String address) {
    try {
      return Credentials.parse(authorization)
          .filter(given -> !Credentials.isOfApplication(given))
          .flatMap(given -> byCredential(given, address))
          .filter(account -> account.may(Permission.READ_DISCOVERY))
          .isPresent();
    } catch (ExpiredTokenException | LoginRefusedException e) {
      return false;
    }
  }

  /**
   * @throws io.pepper.identity.login.LoginThrottledException after too many failures
   * @throws ExpiredTokenException if it is a token that is not valid any more
   * @throws io.pepper.database.DatabaseUnavailableException if the database of users is out of
   *     reach
   */
  Optional<Account> byCredential(Credential credential, String address) {
    return switch (credential) {
      case UsernamePasswordCredential password ->
          identity.authenticate(password.getCaller(), password.getPasswordAsString(), address);
      case Credentials.Bearer bearer -> identity.authenticateToken(bearer.token());
      default -> Optional.empty();
    };
  }

  /** Returns the person of the browser's session; empty if it has none that is valid. */
  Optional<Caller> bySession(HttpServletRequest request) {
    return LoginCookie.read(request)
        .flatMap(identity.sessions()::find)
        .map(open -> {
          PageSession.bind(request, open.id());
          return new Caller(open.account(), Optional.of(open.id()));
        });
  }

  /** Begins a session of a person, whose password was checked; the browser's old one ends. */
  public Caller logIn(HttpServletRequest request, HttpServletResponse response, Account account) {
    Sessions sessions = identity.sessions();
    Actor person = new Actor(account.name(), address(request));
    LoginCookie.read(request).ifPresent(old -> sessions.logOut(person, old));
    String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
    OpenSession begun = sessions.start(account, person.address(), agent);
    LoginCookie.write(request, response, begun.secret());
    PageSession.begin(request, begun.id());
    return new Caller(account, Optional.of(begun.id()));
  }

  /** Returns a page of this site: what is none becomes the first page. */
  public static String safePage(String page) {
    return SitePath.safe(page);
  }

  /** Ends the browser's session. */
  void logOut(HttpServletRequest request, HttpServletResponse response) {
    Sessions sessions = identity.sessions();
    LoginCookie.read(request)
        .ifPresent(secret ->
            sessions
                .find(secret)
                .map(open -> new Actor(open.account().name(), address(request)))
                .ifPresent(person -> sessions.logOut(person, secret)));
    LoginCookie.delete(request, response);
    PageSession.end(request);
  }

  private static String address(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getRemoteAddr(), "unknown");
  }
}
