package io.pepper.web.http;

import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends people who open a page over plain HTTP to HTTPS, if {@code pepper.https.redirect} says so.
 * Programs are left alone: their calls would be repeated without what they sent, or not at all.
 */
@WebFilter(
    urlPatterns = {"*.xhtml", "/"},
    asyncSupported = true)
public class HttpsRedirect extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_PORT = 443;

  @Inject private transient Settings settings;

  private boolean isWanted;
  private int port;

  @Override
  public void init(FilterConfig config) {
    isWanted = StartFailure.guard(() -> settings.flag("pepper.https.redirect", false));
    port = settings.integer("pepper.https.port", DEFAULT_PORT, 0, 65_535);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isWanted && !request.isSecure() && request.getMethod().equals("GET")) {
      response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
      response.setHeader("Location", target(request));
    } else {
      chain.doFilter(request, response);
    }
  }

  private String target(HttpServletRequest request) {
    String authority = request.getServerName() + (port == DEFAULT_PORT ? "" : ":" + port);
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    return "https://" + authority + request.getRequestURI() + query;
  }
}
