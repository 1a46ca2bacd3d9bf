package io.pepper.web.login;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The requests of browsers. One that a browser sends on behalf of a page may come from a trusted
 * network without its user's intent.
 */
public final class Browsers {
  private static final List<String> HEADERS =
      List.of("Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Cookie");

  private Browsers() {}

  /**
   * Returns whether a browser sent the request.
   *
   * @param header gives the value of a header; null if there is none
   */
  public static boolean sent(UnaryOperator<String> header) {
    return HEADERS.stream().anyMatch(name -> header.apply(name) != null);
  }
}
