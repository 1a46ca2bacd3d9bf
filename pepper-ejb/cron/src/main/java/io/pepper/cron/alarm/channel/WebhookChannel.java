package io.pepper.cron.alarm.channel;

import io.pepper.concurrent.Threads;
import io.pepper.cron.definition.Alarms;
import io.pepper.outbound.HttpClients;
import io.pepper.outbound.NetworkFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The channel to a URL; a status of 200 to 299 means that the notification arrived. Redirects are
 * not followed.
 */
final class WebhookChannel implements NotificationChannel {
  private final ExecutorService threads = Threads.perTask("pepper-cron-webhook");
  private final HttpClient client = HttpClients.create(threads);
  private final Duration timeout;

  /**
   * @param limit of the whole exchange
   */
  WebhookChannel(Duration limit) {
    this.timeout = limit;
  }

  @Override
  public void deliver(Notification notice, Alarms alarms) {
    URI url = alarms.webhook().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("User-Agent", "Pepper")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", notice.id())
            .POST(BodyPublishers.ofByteArray(notice.toBytes()))
            .build();
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      int status = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 != 2) {
        throw new UndeliveredException(
            "HTTP status " + status + (status / 100 == 3 ? ", a redirect, not followed" : ""));
      }
    } catch (TimeoutException e) {
      throw new UndeliveredException("no complete answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new UndeliveredException(
          e.getCause() instanceof IOException io
              ? HttpClients.describe(io, url)
              : "the request failed: " + NetworkFailure.words(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("interrupted, Pepper stops");
    } finally {
      sent.cancel(true);
    }
  }

  /** Returns the host alone: the rest of the address may be a secret. */
  @Override
  public String destination(Alarms alarms) {
    return alarms.webhook().map(HttpClients::server).orElse("");
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
