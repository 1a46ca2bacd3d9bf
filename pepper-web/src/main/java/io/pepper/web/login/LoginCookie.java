package io.pepper.web.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;

/** The cookie that holds the secret of a person's session: the one place that writes it. */
final class LoginCookie {
  private static final String COOKIE = "pepper-login";

  private static final int MAX_LENGTH = 100;

  private LoginCookie() {}

  /** Returns the secret that the browser sent; empty for none. */
  static Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .filter(secret -> !secret.isEmpty() && secret.length() <= MAX_LENGTH)
            .findFirst();
  }

  /** Sends a secret; the browser forgets it when it is closed. */
  static void write(HttpServletRequest request, HttpServletResponse response, String secret) {
    response.addCookie(cookie(request, secret));
  }

  /** Has the browser forget the secret. */
  static void delete(HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = cookie(request, "");
    cookie.setMaxAge(0);
    response.addCookie(cookie);
  }

  private static Cookie cookie(HttpServletRequest request, String value) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath(request.getContextPath() + "/");
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    // Lax, not Strict: who follows a link from a mail stays logged in.
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
