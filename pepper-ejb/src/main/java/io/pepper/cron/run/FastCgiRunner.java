package io.pepper.cron.run;

import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.cron.definition.Target;
import io.pepper.cron.run.Execution.Wake;
import io.pepper.outbound.CgiParams;
import io.pepper.outbound.FormBody;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Runs scripts on php-fpm or another FastCGI responder. If the script sends a header {@code Code},
 * 200 alone is success, as for consumers of the bus; else its {@code Status} decides. A stop breaks
 * the connection off: what the script then does is up to the server.
 */
final class FastCgiRunner {
  private static final String OK = "200";
  private static final int FIRST_ERROR = 400;

  private final FastCgiClient client;

  FastCgiRunner(FastCgiClient client) {
    this.client = client;
  }

  Ending run(Target.FastCgi target, Execution run) {
    FastCgiRequest request =
        new FastCgiRequest(CgiParams.post(target.script()), form(target, run.attempt()));
    Duration limit = run.left();
    if (!limit.isPositive()) {
      return run.timedOut();
    }
    CompletableFuture<FastCgiResponse> answer = new CompletableFuture<>();
    Thread exchange =
        Thread.startVirtualThread(() -> {
          try {
            answer.complete(client.exchange(target.address(), request, limit));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      Wake wake = run.await(answer);
      return wake == Wake.DONE ? ending(answer.join(), run.output()) : run.cutShort(wake);
    } catch (CompletionException e) {
      if (e.getCause() instanceof FastCgiException unanswered) {
        run.output().append(unanswered.stderr());
        return unanswered.reason() == Reason.TIMEOUT
            ? run.timedOut()
            : Ending.failed(unanswered.getMessage());
      }
      throw e;
    } finally {
      exchange.interrupt();
    }
  }

  private static byte[] form(Target.FastCgi target, Attempt attempt) {
    Map<String, String> fields = new TreeMap<>(target.fields());
    fields.putAll(attempt.facts());
    FormBody form = new FormBody(256);
    fields.forEach(form::field);
    return form.toBytes();
  }

  private static Ending ending(FastCgiResponse response, RunOutput output) {
    output.append(response.body(), 0, response.body().length);
    if (response.bodyTruncated()) {
      output.append("\n… the rest of the answer was left out\n");
    }
    output.append(response.stderr());
    String problem = problem(response);
    return problem.isEmpty() ? Ending.succeeded() : Ending.failed(problem);
  }

  private static String problem(FastCgiResponse response) {
    String code = response.header("code").orElse("");
    String status = response.header("status").orElse("");
    if (!code.isEmpty() ? !code.equals(OK) : isError(status)) {
      return code.isEmpty() ? "Status " + status : "the script answered Code " + code;
    }
    return response.appStatus() == 0 ? "" : "exit status " + response.appStatus();
  }

  /** {@code 503 Service Unavailable}; nothing means 200. */
  private static boolean isError(String status) {
    if (status.isEmpty()) {
      return false;
    }
    String number = status.split(" ", 2)[0];
    return !number.matches("\\d{3}") || Integer.parseInt(number) >= FIRST_ERROR;
  }
}
