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
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><title>Pepper</title>
      <h1>%s</h1><p><a href="%s/">To the queues</a></p></html>
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
    response.getWriter().write(PAGE.formatted(title, request.getContextPath()));
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
}
