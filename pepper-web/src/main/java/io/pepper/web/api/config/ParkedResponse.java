package io.pepper.web.api.config;

import io.pepper.web.poll.ParkedRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.nio.channels.SelectableChannel;
import java.util.Optional;

/** A request of REST that goes on without a thread. */
final class ParkedResponse implements ParkedRequest<Response> {
  private final AsyncResponse response;

  ParkedResponse(AsyncResponse response) {
    this.response = response;
  }

  /** Returns none: JAX-RS shows no connection, so that a caller that hangs up waits to the end. */
  @Override
  public Optional<SelectableChannel> socket() {
    return Optional.empty();
  }

  /** Writes the reply on this thread, which finds classes by the application's loader for it. */
  @Override
  public void send(Response reply) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ParkedResponse.class.getClassLoader());
    try {
      response.resume(reply);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Does nothing: the server has the request back once it is answered. */
  @Override
  public void resume() {}
}
