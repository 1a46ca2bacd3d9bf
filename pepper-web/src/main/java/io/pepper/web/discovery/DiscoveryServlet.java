package io.pepper.web.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.discovery.RegistryFullException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Finds the call that a request means, and answers what goes wrong: by a code in an envelope, since
 * clients take every status but 200 for a broken node.
 */
@WebServlet(urlPatterns = "/discovery/*", asyncSupported = true, loadOnStartup = 2)
public class DiscoveryServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = System.getLogger(DiscoveryServlet.class.getName());

  @Inject private transient Service service;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Service.Route route = service.route(path(request));
    if (route == null) {
      text(response, HttpServletResponse.SC_NOT_FOUND, "404 page not found");
    } else if (!route.method().equals(request.getMethod())) {
      text(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Method Not Allowed");
    } else {
      answer(request, response, route.call());
    }
  }

  private static String path(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response, Call call)
      throws IOException {
    try {
      call.answer(new Exchange(request, response));
    } catch (BadParameterException | IllegalArgumentException e) {
      Exchange.send(response, Reply.of(Code.BAD_REQUEST, e.getMessage()), "", false);
    } catch (CallRefusedException e) {
      failed(response, Code.FORBIDDEN, e);
    } catch (RegistryFullException e) {
      failed(response, Code.UNAVAILABLE, e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a call of " + request.getRequestURI() + " failed", e);
      failed(response, Code.SERVER_ERROR, e);
    }
  }

  private static void failed(HttpServletResponse response, Code code, RuntimeException cause)
      throws IOException {
    if (!response.isCommitted()) {
      response.setHeader("Kratos-Status-Code", code.text());
      Exchange.send(response, Reply.of(code, String.valueOf(cause.getMessage())), "", false);
    }
  }

  private static void text(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setContentLength(text.length());
    response.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
