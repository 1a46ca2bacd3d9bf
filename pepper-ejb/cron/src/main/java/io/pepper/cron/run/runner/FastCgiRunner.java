package io.pepper.cron.run.runner;

import io.pepper.concurrent.Threads;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.Execution;
import io.pepper.cron.run.attempt.Execution.WaitResult;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.cron.run.output.RunOutput;
import io.pepper.outbound.CgiParams;
import io.pepper.outbound.FormBody;
import io.pepper.outbound.PeerProtocol;
import io.pepper.outbound.ResponseCode;
import io.pepper.outbound.ScriptResponse;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The runner of scripts on php-fpm or another FastCGI responder. A run fails by what {@link
 * ScriptResponse} finds, and by a header {@code Code} other than 200; a script need not send one. A
 * stop breaks the connection off: what the script then does is up to the server.
 */
final class FastCgiRunner {
  private static final System.Logger LOG = System.getLogger(FastCgiRunner.class.getName());
  private static final Duration IDENTIFY_AFTER = Duration.ofSeconds(1);

  private final FastCgiClient client;

  FastCgiRunner(FastCgiClient client) {
    this.client = client;
  }

  AttemptResult run(RunTarget.FastCgiTarget target, Execution run) {
    FastCgiRequest request =
        new FastCgiRequest(CgiParams.post(target.script()), form(target, run.attempt()));
    Duration limit = run.left();
    if (!limit.isPositive()) {
      return run.timedOut();
    }
    CompletableFuture<FastCgiResponse> answer = new CompletableFuture<>();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    Thread exchange =
        Threads.virtual("pepper-cron-fastcgi")
            .start(() -> exchange(target, request, limit, begun, answer));
    Thread identification =
        Threads.virtual("pepper-cron-fastcgi-identify")
            .start(() -> identify(target, begun, answer));
    try {
      WaitResult wake = run.await(answer);
      return wake == WaitResult.DONE
          ? ending(target, answer.join(), run.output())
          : run.cutShort(wake);
    } catch (CompletionException e) {
      if (e.getCause() instanceof FastCgiException unanswered) {
        return unanswered(target, unanswered, run);
      }
      throw e;
    } finally {
      identification.interrupt();
      exchange.interrupt();
    }
  }

  private void exchange(
      RunTarget.FastCgiTarget target,
      FastCgiRequest request,
      Duration limit,
      CompletableFuture<Void> begun,
      CompletableFuture<FastCgiResponse> answer) {
    FastCgiLimits limits = FastCgiLimits.of(limit);
    try {
      answer.complete(
          client.exchange(target.address(), request, limits, () -> begun.complete(null)));
    } catch (RuntimeException | Error e) {
      // Edge: whatever the exchange throws is passed on to the run that waits for it.
      answer.completeExceptionally(e);
    }
  }

  /**
   * Completes the response exceptionally if the server says nothing and speaks another protocol. A
   * server of another kind may stay silent for ever, while php-fpm may just have no free child.
   */
  private static void identify(
      RunTarget.FastCgiTarget target,
      CompletableFuture<Void> begun,
      CompletableFuture<FastCgiResponse> answer) {
    try {
      CompletableFuture.anyOf(begun, answer).get(IDENTIFY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException silent) {
      PeerProtocol.of(target.address())
          .ifPresent(named ->
              answer.completeExceptionally(new FastCgiException(Reason.FOREIGN, named, "", null)));
    } catch (ExecutionException answered) {
      LOG.log(Level.TRACE, "answered in time", answered);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static AttemptResult unanswered(
      RunTarget.FastCgiTarget target, FastCgiException e, Execution run) {
    append(e.stderr(), run.output());
    return switch (e.reason()) {
      case TIMEOUT -> run.timedOut();
      case BROKEN, MALFORMED, FOREIGN ->
          AttemptResult.failed(PeerProtocol.of(target.address()).orElseGet(e::getMessage));
      case UNREACHABLE, OVERLOADED -> AttemptResult.failed(e.getMessage());
    };
  }

  private static byte[] form(RunTarget.FastCgiTarget target, RunAttempt attempt) {
    Map<String, String> fields = new TreeMap<>(target.fields());
    fields.putAll(attempt.variables());
    FormBody form = new FormBody(256);
    fields.forEach(form::field);
    return form.toBytes();
  }

  private static AttemptResult ending(
      RunTarget.FastCgiTarget target, FastCgiResponse response, RunOutput output) {
    output.append(response.body(), 0, response.body().length);
    if (response.bodyTruncated()) {
      output.appendLine("… the rest of the answer was left out");
    }
    append(response.stderr(), output);
    String problem = problem(target, ScriptResponse.of(response));
    return problem.isEmpty() ? AttemptResult.succeeded() : AttemptResult.failed(problem);
  }

  private static void append(String stderr, RunOutput output) {
    if (!stderr.isBlank()) {
      output.appendLine(stderr.strip());
    }
  }

  private static String problem(RunTarget.FastCgiTarget target, ScriptResponse script) {
    if (script.scriptMissing()) {
      return "%s has no script %s that it may run (Status %s): correct run.script, or put the script there"
          .formatted(target.address(), target.script(), script.status());
    }
    String fault = script.fault().orElse("");
    if (script.code().isEmpty() || script.code().equals(ResponseCode.OK)) {
      return fault;
    }
    return "the script answered Code " + script.code() + (fault.isEmpty() ? "" : "; " + fault);
  }
}
