package io.pepper.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * The container's session, in which Faces keeps the state of pages. It says nothing of who the
 * person is, and belongs to one login only.
 */
final class PageSession {
  private static final String LOGIN = PageSession.class.getName();

  private PageSession() {}

  /** Begins anew, under another id: what was there before a login is worth nothing after it. */
  static void begin(HttpServletRequest request, String login) {
    end(request);
    request.getSession(true).setAttribute(LOGIN, login);
    request.changeSessionId();
  }

  /** Ends the session if it is that of another login, and keeps in mind whose it is. */
  static void bind(HttpServletRequest request, String login) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return;
    }
    Object bound = session.getAttribute(LOGIN);
    if (bound == null) {
      session.setAttribute(LOGIN, login);
    } else if (!bound.equals(login)) {
      session.invalidate();
    }
  }

  static void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
