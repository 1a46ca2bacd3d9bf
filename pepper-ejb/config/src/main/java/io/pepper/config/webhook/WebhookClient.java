package io.pepper.config.webhook;

import io.pepper.concurrent.Threads;
import io.pepper.config.cluster.PublishNotice;
import io.pepper.outbound.HttpClients;
import io.pepper.outbound.NetworkFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The client that posts notices; a status of 200 to 299 means that one arrived. Redirects are not
 * followed. Safe for any number of threads.
 */
final class WebhookClient implements AutoCloseable {
  private final ExecutorService threads = Threads.perTask("pepper-config-webhook");
  private final HttpClient client = HttpClients.create(threads);
  private final Duration timeout;

  /**
   * @param timeout of the whole exchange
   */
  WebhookClient(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Posts a notice.
   *
   * @return why it may not have arrived; empty if it did
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<String> post(PublishNotice notice) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(HttpClients.withoutUser(notice.address()))
            .timeout(timeout)
            .header("User-Agent", "Pepper")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", NoticeDocument.id(notice))
            .POST(BodyPublishers.ofByteArray(NoticeDocument.write(notice)))
            .build();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      int status = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return status / 100 == 2
          ? Optional.empty()
          : Optional.of(
              "HTTP status " + status + (status / 100 == 3 ? ", a redirect, not followed" : ""));
    } catch (TimeoutException e) {
      return Optional.of("no complete answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return Optional.of(
          e.getCause() instanceof IOException io
              ? HttpClients.describe(io, notice.address())
              : "the request failed: " + NetworkFailure.words(e.getCause()));
    } finally {
      sent.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
