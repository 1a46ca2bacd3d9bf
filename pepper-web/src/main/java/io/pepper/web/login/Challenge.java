package io.pepper.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.web.api.cron.OriginalEnvelope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;

/**
 * The answer to a caller that is not let in: for programs 401 and how to log in, for people the
 * login page.
 */
final class Challenge {
  private static final String GO =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <partial-response><redirect url="%s"/></partial-response>\
      """;

  private static final String BASIC = "Basic realm=\"Pepper\", charset=\"UTF-8\"";

  static final Duration A_MOMENT = Duration.ofSeconds(5);

  private Challenge() {}

  /** Answers that it cannot be said now whether the caller may enter. */
  static void later(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      Duration after,
      String detail) {
    SecurityHeaders.set(request, response);
    response.setStatus(status);
    response.setHeader("Retry-After", Long.toString(after.toSeconds() + 1));
    try {
      if (Area.of(request) == Area.ORIGINAL) {
        OriginalEnvelope.error(response, status, detail);
      } else {
        ErrorPage.writeProblem(response, "Try again later", detail);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the caller was gone before it could be told to wait", e);
    }
  }

  static void send(HttpServletRequest request, HttpServletResponse response) {
    SecurityHeaders.set(request, response);
    String login = request.getContextPath() + Area.LOGIN_PAGE;
    try {
      if (Area.of(request) == Area.KEEPER) {
        denied(response);
      } else if (Area.of(request) == Area.ORIGINAL) {
        response.setHeader("WWW-Authenticate", BASIC);
        OriginalEnvelope.error(
            response,
            HttpServletResponse.SC_UNAUTHORIZED,
            "log in with HTTP Basic as a Pepper admin, send Authorization: Bearer <token>, or have"
                + " the setting "
                + AllowedNetworks.SETTING
                + " list the caller's network");
      } else if (Area.of(request) == Area.API) {
        unauthorized(
            response,
            "log in with HTTP Basic as a Pepper user, or send Authorization: Bearer <token>");
      } else if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
        response.setContentType("text/xml;charset=UTF-8");
        response.getWriter().write(GO.formatted(login + to(SitePath.ofPage(request))));
      } else {
        // Relative, so that it is right behind a proxy that ends TLS.
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", login + wanted(request));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the caller was gone before it could be told to log in", e);
    }
  }

  /** Answers a program of gokeeper's interface, which takes every status but 200 for a failure. */
  private static void denied(HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write("access deny");
    response.flushBuffer();
  }

  /** Answers a program whose credential is not valid any more with the reason. */
  static void refuse(HttpServletRequest request, HttpServletResponse response, String detail) {
    SecurityHeaders.set(request, response);
    try {
      if (Area.of(request) == Area.KEEPER) {
        denied(response);
      } else if (Area.of(request) == Area.ORIGINAL) {
        response.setHeader("WWW-Authenticate", BASIC);
        OriginalEnvelope.error(response, HttpServletResponse.SC_UNAUTHORIZED, detail);
      } else {
        unauthorized(response, detail);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the caller was gone before it could be refused", e);
    }
  }

  private static void unauthorized(HttpServletResponse response, String detail) throws IOException {
    response.setHeader("WWW-Authenticate", BASIC);
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    ErrorPage.writeProblem(response, "Unauthorized", detail);
  }

  /**
   * Returns the query that says where to go after the login: to the same page with all that was
   * chosen in it, if it can be requested again.
   */
  private static String wanted(HttpServletRequest request) {
    if (!"GET".equals(request.getMethod())) {
      return "";
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return to(request.getQueryString() == null ? path : path + "?" + request.getQueryString());
  }

  private static String to(String page) {
    String safe = SitePath.safe(page);
    return safe.equals(SitePath.HOME) ? "" : "?to=" + URLEncoder.encode(safe, UTF_8);
  }
}
