package io.pepper.web.discovery.http;

import io.pepper.web.poll.ParkedRequest;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Response;

/** A request that goes on without a thread, and what its reply needs to know of it. */
final class ParkedExchange implements ParkedRequest<EncodedReply> {
  private final Response response;
  private final String callback;
  private final boolean gzip;
  private final Optional<SelectableChannel> socket;

  /**
   * @param response suspended
   * @param callback for JSONP; empty for plain JSON
   */
  ParkedExchange(
      Response response, String callback, boolean gzip, Optional<SelectableChannel> socket) {
    this.response = response;
    this.callback = callback;
    this.gzip = gzip;
    this.socket = socket;
  }

  @Override
  public Optional<SelectableChannel> socket() {
    return socket;
  }

  @Override
  public void send(EncodedReply reply) throws IOException {
    response.setHeader("Kratos-Status-Code", reply.code().text());
    HttpExchange.send(response, reply, callback, gzip);
  }

  @Override
  public void resume() {
    response.resume();
  }
}
