package io.pepper.web.http;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The headers by which a proxy says whom it speaks for. Those of a trusted proxy are taken out of
 * the request once they were applied ({@link TrustedProxies}), so what is left comes from a proxy
 * that is not known, and the caller's own address with it.
 */
public final class ForwardedHeaders {
  /** What lets callers behind a proxy be known. */
  public static final String REMEDY =
      "let the setting pepper.trusted-proxies list it, or send Authorization: Bearer with the"
          + " application's token";

  static final String FORWARDED = "Forwarded";
  static final String FOR = "X-Forwarded-For";
  static final String PROTO = "X-Forwarded-Proto";
  static final String HOST = "X-Forwarded-Host";
  static final String PORT = "X-Forwarded-Port";

  /** All of them. */
  static final List<String> NAMES = List.of(FORWARDED, FOR, PROTO, HOST, PORT);

  private ForwardedHeaders() {}

  /**
   * Returns whether the request came by a proxy that is not trusted. The address it came from is
   * then the proxy's: it says nothing about the caller, who must not be trusted for it.
   *
   * @param header gives the value of a header; null if there is none
   */
  public static boolean hideTheCaller(UnaryOperator<String> header) {
    return header.apply(FOR) != null || header.apply(FORWARDED) != null;
  }
}
