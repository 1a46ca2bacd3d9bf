package io.pepper.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A person's session. */
final class Session {
  private static final String CALLER = "pepper.caller";

  /**
   * The person who has logged in.
   *
   * @param roles by name
   * @param checked when the account was last looked up
   */
  record Caller(String name, Set<String> roles, Instant checked) implements Serializable {}

  private Session() {}

  /** Starts a session. The one from before the login ends: it is worth nothing after it. */
  static void start(HttpServletRequest request, Caller caller) {
    end(request);
    request.getSession(true).setAttribute(CALLER, caller);
    request.changeSessionId();
  }

  static Optional<Caller> caller(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> (Caller) session.getAttribute(CALLER));
  }

  static void update(HttpServletRequest request, Caller caller) {
    request.getSession().setAttribute(CALLER, caller);
  }

  static void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
