package io.pepper.web.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The addresses that the site leads people to: paths of its own, with their query. */
final class SitePath {
  static final String HOME = "/";
  private static final int MAX_LENGTH = 2000;

  /** The header in which scripts of a page say where it is. */
  private static final String PAGE = "Pepper-Page";

  /** A path whose first character is no second slash, and a query as browsers write it. */
  private static final Pattern SAFE =
      Pattern.compile(
          "/(?:[A-Za-z0-9_-][A-Za-z0-9_./-]*)?(?:\\?[A-Za-z0-9_.~!$&'()*+,;=:@/?%-]*)?");

  private SitePath() {}

  /**
   * Returns the target if it is a page of this site, or else the home page: {@code //host} and
   * {@code /\host} would leave the site.
   */
  static String safe(String to) {
    return to != null && to.length() <= MAX_LENGTH && SAFE.matcher(to).matches() ? to : HOME;
  }

  /** Returns where the page is whose script sends a request; the home page if it does not say. */
  static String ofPage(HttpServletRequest request) {
    return safe(request.getHeader(PAGE));
  }
}
