package io.pepper.web.login.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A sign-in whose person is at the provider. It is kept in a cookie of their browser, so that any
 * node can go on with it, and only that browser.
 *
 * @param state comes back with the code: the answer belongs to this browser's question
 * @param nonce comes back in the token: it was made for this question
 * @param verifier proves that the code was asked for here
 * @param to the page the person wanted
 */
record PendingLogin(State state, Nonce nonce, CodeVerifier verifier, String to) {
  private static final String COOKIE = "pepper-oidc";
  private static final int MAX_SECONDS = 600;
  private static final int MAX_LENGTH = 4_000;
  private static final int PARTS = 4;

  /** Returns a new one, whose values nobody can guess. */
  static PendingLogin begin(String to) {
    return new PendingLogin(new State(), new Nonce(), new CodeVerifier(), to);
  }

  /** Returns the one of the request's browser; empty for none. */
  static Optional<PendingLogin> of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst()
            .flatMap(PendingLogin::parse);
  }

  /** Returns what a cookie holds; empty if it holds anything else. */
  static Optional<PendingLogin> parse(String value) {
    String[] parts = value.split("\\.", -1);
    if (parts.length != PARTS || value.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PendingLogin(
              new State(parts[0]),
              new Nonce(parts[1]),
              new CodeVerifier(parts[2]),
              new String(Base64.getUrlDecoder().decode(parts[3]), UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Has the browser keep it for ten minutes. */
  void keep(HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(cookie(request, text(), MAX_SECONDS));
  }

  /** Returns what the cookie holds, in characters that cookies may have. */
  String text() {
    String page = Base64.getUrlEncoder().withoutPadding().encodeToString(to.getBytes(UTF_8));
    return String.join(".", state.getValue(), nonce.getValue(), verifier.getValue(), page);
  }

  /** Has the browser forget the one it has: each answers one question. */
  static void forget(HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(cookie(request, "", 0));
  }

  /** Returns nothing of what it holds: it proves who asked. */
  @Override
  public String toString() {
    return "PendingLogin[" + to + "]";
  }

  private static Cookie cookie(HttpServletRequest request, String value, int seconds) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath(request.getContextPath() + "/oidc");
    cookie.setMaxAge(seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    // Lax: it must come with the redirect from the provider, which is another site's.
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
