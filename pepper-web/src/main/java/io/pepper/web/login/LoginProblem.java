package io.pepper.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.identity.external.ExternalLoginException;
import io.pepper.identity.login.LoginRefusedException;
import io.pepper.identity.login.LoginThrottledException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Optional;

/** The reasons for which a login ends on the login page, besides a wrong password. */
public enum LoginProblem {
  /** The OpenID provider cannot be asked, or says what is not valid; the log says which. */
  PROVIDER("provider", "The sign-in service cannot be used now. The log says why."),
  /** The answer is not one to this browser's question. */
  AGAIN("again", "The sign-in was not completed. Try again."),
  /** The person may not enter: no group has a role here, the name is taken, or it is disabled. */
  REFUSED("refused", "You are known, but not allowed in here. Ask an administrator."),
  /** The directory server cannot be asked. */
  DIRECTORY("directory", "The directory of users cannot be reached now. Try again later."),
  /** The name was guessed at too often from there. */
  THROTTLED("throttled", "Too many failed logins. Try again in a moment."),
  /** The users cannot be read. */
  DATABASE("database", "The database of users cannot be reached now.");

  private final String code;
  private final String text;

  LoginProblem(String code, String text) {
    this.code = code;
    this.text = text;
  }

  /**
   * Returns the address, in this application, of the login page that shows it.
   *
   * @param to the page to go to after the login
   */
  public String page(String to) {
    String safe = SitePath.safe(to);
    String further = safe.equals(SitePath.HOME) ? "" : "&to=" + URLEncoder.encode(safe, UTF_8);
    return Area.LOGIN_PAGE + "?problem=" + code + further;
  }

  /** Returns what people are told. */
  String text() {
    return text;
  }

  /** Returns the problem of a code that may come from anybody. */
  static Optional<LoginProblem> of(String code) {
    return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
  }

  /** Returns the problem of a failed check of a password; throws on what is none. */
  static LoginProblem of(RuntimeException failure) {
    return switch (failure) {
      case LoginRefusedException e -> REFUSED;
      case ExternalLoginException e -> DIRECTORY;
      case LoginThrottledException e -> THROTTLED;
      case DatabaseUnavailableException e -> DATABASE;
      default -> throw failure;
    };
  }

  /** Keeps it for the page that is answered with this request. */
  void keep(HttpServletRequest request) {
    request.setAttribute(LoginProblem.class.getName(), this);
  }

  /** Returns the one that was kept; empty for none. */
  static Optional<LoginProblem> kept(HttpServletRequest request) {
    return Optional.ofNullable((LoginProblem) request.getAttribute(LoginProblem.class.getName()));
  }
}
