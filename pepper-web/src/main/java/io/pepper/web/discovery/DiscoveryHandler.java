package io.pepper.web.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.database.DatabaseUnavailableException;
import io.pepper.discovery.RegistryFullException;
import io.pepper.identity.external.ExternalLoginException;
import io.pepper.identity.login.LoginThrottledException;
import io.pepper.web.discovery.call.ApiCall;
import io.pepper.web.discovery.http.BadParameterException;
import io.pepper.web.discovery.http.CallRefusedException;
import io.pepper.web.discovery.http.EncodedReply;
import io.pepper.web.discovery.http.HttpExchange;
import io.pepper.web.discovery.http.ReplyCode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * The handler of all requests below the root: it finds the call that a request means, and answers
 * failures by a code in an envelope, since clients take every status but 200 for a broken node. For
 * any number of the server's threads.
 */
final class DiscoveryHandler extends HttpHandler {
  private static final Logger LOG = System.getLogger(DiscoveryHandler.class.getName());

  private final DiscoveryApi service;

  DiscoveryHandler(DiscoveryApi service) {
    this.service = service;
  }

  /**
   * Answers a request. As every thread of the application, it finds classes by the application's
   * loader.
   */
  @Override
  public void service(Request request, Response response) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader servers = thread.getContextClassLoader();
    thread.setContextClassLoader(DiscoveryHandler.class.getClassLoader());
    try {
      answer(request, response);
    } finally {
      thread.setContextClassLoader(servers);
    }
  }

  private void answer(Request request, Response response) throws IOException {
    DiscoveryApi.Route route = service.route(path(request));
    if (route == null) {
      text(response, HttpStatus.NOT_FOUND_404, "404 page not found");
    } else if (!route.method().equals(request.getMethod().getMethodString())) {
      text(response, HttpStatus.METHOD_NOT_ALLOWED_405, "Method Not Allowed");
    } else {
      answer(request, response, route.call());
    }
  }

  /** Returns the path below the root; the server has resolved escapes, dots and double slashes. */
  private static String path(Request request) throws IOException {
    return request.getDecodedRequestURI().substring(DiscoveryEndpoint.ROOT.length());
  }

  private static void answer(Request request, Response response, ApiCall call) throws IOException {
    try {
      call.answer(new HttpExchange(request, response));
    } catch (BadParameterException | IllegalArgumentException e) {
      HttpExchange.send(
          response, EncodedReply.of(ReplyCode.BAD_REQUEST, e.getMessage()), "", false);
    } catch (CallRefusedException e) {
      failed(response, ReplyCode.FORBIDDEN, e);
    } catch (RegistryFullException
        | LoginThrottledException
        | DatabaseUnavailableException
        | ExternalLoginException e) {
      failed(response, ReplyCode.UNAVAILABLE, e);
    } catch (RuntimeException e) {
      // Edge: a defect is answered in the envelope of this interface, and not by the server's page.
      LOG.log(Level.ERROR, "a call of " + request.getRequestURI() + " failed", e);
      failed(response, ReplyCode.SERVER_ERROR, e);
    }
  }

  private static void failed(Response response, ReplyCode code, RuntimeException cause)
      throws IOException {
    if (!response.isCommitted()) {
      response.setHeader("Kratos-Status-Code", code.text());
      HttpExchange.send(
          response, EncodedReply.of(code, String.valueOf(cause.getMessage())), "", false);
    }
  }

  private static void text(Response response, HttpStatus status, String text) throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setContentLength(text.length());
    response.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
