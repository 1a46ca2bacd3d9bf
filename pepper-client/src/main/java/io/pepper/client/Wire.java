package io.pepper.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP connection to the nodes. Every wait has an end. Safe for any number of threads. */
final class Wire implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private final Nodes nodes;
  private final ClientSettings settings;
  private final HttpClient http;

  Wire(Nodes nodes, ClientSettings settings) {
    this.nodes = nodes;
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
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
    return send(request(node + path + "?" + query).GET());
  }

  /**
   * Waits for the answer to a request.
   *
   * @throws UnreachableException if there is none in time, or none that can be understood
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  Reply reply(String node, CompletableFuture<HttpResponse<String>> request, Duration limit)
      throws UnreachableException, InterruptedException {
    try {
      HttpResponse<String> response = request.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != 200) {
        throw new UnreachableException(node + " answers with HTTP " + response.statusCode());
      }
      return Reply.read(response.body());
    } catch (ExecutionException e) {
      throw new UnreachableException(node + ": " + reason(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new UnreachableException(node + " does not answer within " + limit, e);
    } catch (IllegalArgumentException e) {
      throw new UnreachableException(node + " answers with what is " + e.getMessage(), e);
    } finally {
      request.cancel(true);
    }
  }

  /** Ends all requests. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  private Reply post(String node, String path, Parameters form)
      throws UnreachableException, InterruptedException {
    HttpRequest.Builder request =
        request(node + path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString()));
    return reply(node, send(request), settings.requestLimit());
  }

  private HttpRequest.Builder request(String url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return http.sendAsync(request.build(), BoundedBody.handler(settings.largestAnswer()));
    } catch (RuntimeException e) {
      // Edge: a client that is closed in this moment throws this or that.
      return CompletableFuture.failedFuture(e);
    }
  }

  private static String reason(Throwable error) {
    String message = error.getMessage();
    String type = error instanceof IOException ? "" : error.getClass().getSimpleName() + " ";
    return message == null ? error.getClass().getSimpleName() : type + message;
  }
}
