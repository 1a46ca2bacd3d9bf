package io.pepper.web.login;

import io.pepper.identity.access.Account;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.api.cron.OriginalEnvelope;
import jakarta.json.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The answer to a request that neither a page nor a resource answered: a problem document for
 * programs, a short page for people; never the server's own page, which shows its version.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  /** A page that needs nothing else, since what it needed may be what failed. */
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>{title} – Pepper</title><link rel="icon" href="{root}/favicon.svg" type="image/svg+xml">
      <style>
      :root { --page: #f6f6f4; --card: #fff; --line: #e4e3de; --text: #1d1c1a; --soft: #66635c; }
      @media (prefers-color-scheme: dark) {
        :root { --page: #141414; --card: #1d1d1c; --line: #33322f; --text: #eceae4; --soft: #a5a199; }
      }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page);
        color: var(--text); font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
      main { box-sizing: border-box; width: min(28rem, calc(100vw - 2rem)); padding: 2rem;
        background: var(--card); border: 1px solid var(--line); border-radius: 16px; }
      img { display: block; width: 28px; height: 28px; }
      h1 { font-size: 1.25rem; margin: 1rem 0 .4rem; }
      p { margin: 0 0 1rem; color: var(--soft); }
      a { color: inherit; }
      </style></head>
      <body><main><img src="{root}/favicon.svg" alt=""><h1>{title}</h1><p>{remedy}</p>
      <a href="{root}/">To the queues</a></main></body></html>
      """;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String title = title(response.getStatus());
    Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
    String detail = detail(request, response, message == null ? title : message.toString());
    switch (failed(request)) {
      case API -> writeProblem(response, title, detail);
      case ORIGINAL -> OriginalEnvelope.error(response, response.getStatus(), detail);
      default -> writePage(request, response, title);
    }
  }

  /** Returns the reason, which the container does not give when it refuses a role. */
  private static String detail(
      HttpServletRequest request, HttpServletResponse response, String message) {
    Optional<Account> account = CurrentCaller.of(request);
    boolean isRestricted = account.isPresent() && account.get().role().isEmpty();
    return response.getStatus() == HttpServletResponse.SC_FORBIDDEN && isRestricted
        ? "'" + account.get().name() + "' may only read /metrics"
        : message;
  }

  private static Area failed(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String root = request.getContextPath();
    return path != null && path.toString().startsWith(root)
        ? Area.ofPath(path.toString().substring(root.length()))
        : Area.PAGE;
  }

  private static void writePage(
      HttpServletRequest request, HttpServletResponse response, String title) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", POLICY);
    response
        .getWriter()
        .write(
            PAGE.replace("{title}", title)
                .replace("{remedy}", remedy(response.getStatus()))
                .replace("{root}", request.getContextPath()));
  }

  /** Writes a problem document with the status that the response has already. */
  static void writeProblem(HttpServletResponse response, String title, String detail)
      throws IOException {
    response.setContentType("application/problem+json;charset=UTF-8");
    response
        .getWriter()
        .write(
            Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", response.getStatus())
                .add("detail", detail)
                .build()
                .toString());
  }

  private static String title(int status) {
    return switch (status) {
      case 403 -> "Not allowed";
      case 404 -> "There is no such page";
      case 405 -> "This cannot be done here";
      default -> status < 500 ? "This request cannot be served" : "Something went wrong";
    };
  }

  private static String remedy(int status) {
    return switch (status) {
      case 403 -> "Your role does not allow it. An admin can change that.";
      case 404 -> "The address may be mistyped, or what it showed is gone.";
      default ->
          status < 500
              ? "Go back to where you came from, and load that page again."
              : "Try it again. If it fails again, the log of this node says why.";
    };
  }
}
