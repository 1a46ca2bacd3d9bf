package io.pepper.test;

/** What the login page gives a person's browser. */
final class SessionCookie {
  private static final String NAME = "pepper-login";

  private SessionCookie() {}

  /** Logs in as a person does; the whole value of {@code Set-Cookie}. */
  static String ofAdmin(Pepper pepper) throws Exception {
    return NAME
        + "="
        + LoginForm.cookie(LoginForm.send(pepper, "admin", pepper.adminPassword(), "/"), NAME);
  }
}
