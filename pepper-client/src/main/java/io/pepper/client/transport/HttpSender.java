package io.pepper.client.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The sender of requests over HTTP/1.1, with a token if there is one. Every wait has an end, every
 * answer a greatest length. Safe for any number of threads.
 */
public final class HttpSender implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final Optional<String> token;
  private final int maxBytes;
  private final HttpClient http;

  /**
   * Creates a sender without connections.
   *
   * @param token sent with each request; never logged
   * @param maxBytes of an answer
   */
  public HttpSender(Optional<String> token, int maxBytes) {
    this.token = token;
    this.maxBytes = maxBytes;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Begins a request that lasts as long as it lasts; see {@link #await}.
   *
   * @param accept the type that is asked for
   */
  public CompletableFuture<HttpResponse<String>> get(String url, String accept) {
    return send(request(url).header("Accept", accept).GET());
  }

  /** Begins a request with a form as its body. */
  public CompletableFuture<HttpResponse<String>> post(String url, Parameters form) {
    return send(
        request(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString())));
  }

  /**
   * Waits for the answer to a request, whatever its status.
   *
   * @param node whom it was sent to, for messages
   * @throws UnreachableException if there is none in time
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  public static HttpResponse<String> await(
      String node, CompletableFuture<HttpResponse<String>> request, Duration limit)
      throws UnreachableException, InterruptedException {
    try {
      return request.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new UnreachableException(node + ": " + reason(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new UnreachableException(node + " does not answer within " + limit, e);
    } finally {
      request.cancel(true);
    }
  }

  /** Ends all requests. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return http.sendAsync(request.build(), BoundedBody.handler(maxBytes));
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
