package io.pepper.client;

import io.pepper.client.transport.HttpSender;
import io.pepper.client.transport.Nodes;
import io.pepper.client.transport.Parameters;
import io.pepper.client.transport.UnreachableException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The HTTP connection to the nodes. Every wait has an end. Safe for any number of threads. */
final class Wire implements AutoCloseable {
  private final Nodes nodes;
  private final ClientSettings settings;
  private final HttpSender http;

  Wire(Nodes nodes, ClientSettings settings) {
    this.nodes = nodes;
    this.settings = settings;
    this.http = new HttpSender(settings.token(), settings.largestAnswer());
  }

  /**
   * Asks one node after the other until one answers.
   *
   * @throws UnreachableException if none does
   */
  Reply post(String path, Parameters form) throws UnreachableException, InterruptedException {
    UnreachableException failure = null;
    int most = nodes.size();
    for (int i = 0; i < most; i++) {
      String node = nodes.current();
      try {
        Reply reply = post(node, path, form);
        if (!reply.isTrouble()) {
          return reply;
        }
        failure = new UnreachableException(node + " answers with " + reply.summary());
      } catch (UnreachableException e) {
        failure = e;
      }
      nodes.moveOn(node);
    }
    throw failure;
  }

  /** Asks the current node alone. */
  Reply postOnce(String path, Parameters form) throws UnreachableException, InterruptedException {
    return post(nodes.current(), path, form);
  }

  /** Asks the current node alone. */
  Reply get(String path, Parameters query) throws UnreachableException, InterruptedException {
    String node = nodes.current();
    return reply(node, begin(node, path, query), settings.requestLimit());
  }

  /** Begins a request that lasts as long as it lasts; see {@link #reply}. */
  CompletableFuture<HttpResponse<String>> begin(String node, String path, Parameters query) {
    return http.get(node + path + "?" + query, "application/json");
  }

  /**
   * Waits for the answer to a request.
   *
   * @throws UnreachableException if there is none in time, or none that can be understood
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  Reply reply(String node, CompletableFuture<HttpResponse<String>> request, Duration limit)
      throws UnreachableException, InterruptedException {
    HttpResponse<String> response = HttpSender.await(node, request, limit);
    if (response.statusCode() != 200) {
      throw new UnreachableException(node + " answers with HTTP " + response.statusCode());
    }
    try {
      return Reply.read(response.body());
    } catch (IllegalArgumentException e) {
      throw new UnreachableException(node + " answers with what is " + e.getMessage(), e);
    }
  }

  /** Ends all requests. */
  @Override
  public void close() {
    http.close();
  }

  private Reply post(String node, String path, Parameters form)
      throws UnreachableException, InterruptedException {
    return reply(node, http.post(node + path, form), settings.requestLimit());
  }
}
