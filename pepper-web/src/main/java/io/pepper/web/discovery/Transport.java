package io.pepper.web.discovery;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.Optional;

/**
 * Finds the socket behind a request. Servlets have no word for it, so this asks the server's own
 * classes, by name: on another server, or another version, there is none.
 */
final class Transport {
  private static final Logger LOG = System.getLogger(Transport.class.getName());
  private static final List<String> WAY =
      List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getConnection", "getChannel");

  private static volatile boolean isKnown = true;

  private Transport() {}

  /** Empty also if more than this one exchange may be under way there. */
  static Optional<SelectableChannel> of(HttpServletRequest request) {
    if (!isKnown || request.isSecure() || !request.getProtocol().startsWith("HTTP/1.")) {
      return Optional.empty();
    }
    Object at = unwrapped(request);
    try {
      for (String method : WAY) {
        at = at.getClass().getMethod(method).invoke(at);
      }
      return Optional.of((SelectableChannel) at);
    } catch (ReflectiveOperationException | RuntimeException e) {
      isKnown = false;
      LOG.log(
          Level.INFO,
          "this server does not say when a caller has gone; its poll then ends with its time: {0}",
          e.toString());
      return Optional.empty();
    }
  }

  private static ServletRequest unwrapped(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }
}
