package io.pepper.cron.run.runner;

import io.pepper.concurrent.Threads;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.Execution;
import io.pepper.cron.run.attempt.Execution.WaitResult;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.cron.run.output.RunOutput;
import io.pepper.outbound.HttpClients;
import io.pepper.outbound.NetworkFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/**
 * The runner of HTTP requests; a status of 200 to 299 is success. A stop or the time limit breaks
 * the connection off: what the server then does is up to the server. Redirects are not followed.
 */
final class HttpRunner implements AutoCloseable {
  private final ExecutorService threads = Threads.perTask("pepper-cron-http");
  private final HttpClient client = HttpClients.create(threads);

  AttemptResult run(RunTarget.HttpTarget target, Execution run) {
    CompletableFuture<HttpResponse<Void>> sent =
        client.sendAsync(request(target, run.attempt()), head -> into(run.output()));
    try {
      WaitResult wake = run.await(sent);
      return wake == WaitResult.DONE ? ending(sent.join()) : run.cutShort(wake);
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      return AttemptResult.failed(
          cause instanceof IOException io
              ? HttpClients.describe(io, target.url())
              : "the request failed: " + NetworkFailure.words(cause));
    } finally {
      sent.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }

  private static HttpRequest request(RunTarget.HttpTarget target, RunAttempt attempt) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.url()).setHeader("User-Agent", "Pepper");
    if (!target.body().isEmpty()) {
      request.setHeader("Content-Type", target.contentType());
    }
    target.headers().forEach(request::setHeader);
    request.setHeader("Pepper-Job", attempt.job().value());
    request.setHeader("Pepper-Run", attempt.id().value());
    request.setHeader("Pepper-Nominal", attempt.nominal().toString());
    request.setHeader("Pepper-Attempt", Integer.toString(attempt.id().attempt()));
    request.setHeader("Idempotency-Key", attempt.key());
    BodyPublisher body =
        target.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(target.body());
    return request.method(target.method(), body).build();
  }

  private static HttpResponse.BodySubscriber<Void> into(RunOutput output) {
    return BodySubscribers.ofByteArrayConsumer(
        (Optional<byte[]> part) -> part.ifPresent(bytes -> output.append(bytes, 0, bytes.length)));
  }

  private static AttemptResult ending(HttpResponse<?> response) {
    return switch (response.statusCode() / 100) {
      case 2 -> AttemptResult.succeeded();
      case 3 ->
          AttemptResult.failed(
              "HTTP status "
                  + response.statusCode()
                  + ", a redirect to "
                  + response.headers().firstValue("Location").orElse("")
                  + ", not followed: set the job's url to the final address");
      default -> AttemptResult.failed("HTTP status " + response.statusCode());
    };
  }
}
