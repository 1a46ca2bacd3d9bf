package io.pepper.bus.delivery;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.FastCgiException.Reason;
import io.pepper.connector.fastcgi.FastCgiLimits;
import io.pepper.connector.fastcgi.FastCgiParams;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.job.TopicId;
import io.pepper.outbound.CgiParams;
import io.pepper.outbound.PeerProtocol;
import io.pepper.outbound.ScriptResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The transport to a script on php-fpm or another FastCGI responder. */
final class FastCgiTransport implements DeliveryTransport {
  private final FastCgiClient client;
  private final DeliveryMethod.FastCgi target;
  private final FastCgiParams common;
  private final int maxFormBytes;

  /**
   * Creates a transport.
   *
   * @param maxFormBytes the largest form it is sent
   */
  FastCgiTransport(FastCgiClient client, DeliveryMethod.FastCgi target, int maxFormBytes) {
    this.client = client;
    this.target = target;
    this.maxFormBytes = maxFormBytes;
    this.common = CgiParams.post(target.script());
  }

  @Override
  public ConsumerResponse deliver(
      DeliveryRequest delivery, Duration timeout, DeliveryProgress progress) {
    return deliver(delivery, FastCgiLimits.forScript(timeout), progress);
  }

  @Override
  public ConsumerResponse test(DeliveryRequest delivery, Duration timeout) {
    return deliver(delivery, FastCgiLimits.of(timeout), () -> {});
  }

  private ConsumerResponse deliver(
      DeliveryRequest delivery, FastCgiLimits limits, DeliveryProgress progress) {
    return FormDelivery.deliver(
        delivery, maxFormBytes, form -> send(form, limits, progress), progress);
  }

  @Override
  public Optional<FastCgiPool> pool() {
    return Optional.of(client.pool(target.address()));
  }

  @Override
  public int capacity() {
    return client.pool(target.address()).capacity();
  }

  private ConsumerResponse send(
      DeliveryRequest delivery, FastCgiLimits limits, DeliveryProgress progress) {
    String traceparent = delivery.traceparent();
    FastCgiParams params =
        common.with(
            "PEPPER_JOB_ID",
            delivery.ids(),
            "PEPPER_ATTEMPT",
            Integer.toString(delivery.attempt()),
            "TRACEPARENT",
            traceparent,
            "HTTP_TRACEPARENT",
            traceparent);
    ScriptTime time = new ScriptTime(progress::requestStarted);
    FastCgiRequest request = new FastCgiRequest(params, BusForm.data(delivery));
    try {
      return exchange(request, limits, time).toJobs(delivery.jobs());
    } catch (FastCgiException e) {
      ConsumerResponse none = unanswered(e, limits.script(), time);
      return e.reason() == Reason.MALFORMED || e.reason() == Reason.FOREIGN
          ? foreign(e).map(named -> none.withResult(none.result(), named)).orElse(none)
          : none;
    }
  }

  @Override
  public ConsumerResponse ping(TopicId topic, Duration timeout) {
    ScriptTime time = new ScriptTime(() -> {});
    FastCgiRequest request = new FastCgiRequest(common, BusForm.ping());
    try {
      return exchange(request, FastCgiLimits.of(timeout), time).toPing(topic);
    } catch (FastCgiException e) {
      String why = foreign(e).orElseGet(e::getMessage);
      return unanswered(e, timeout, time)
          .withResult(DeliveryResult.RETURNED, "ping failed: " + why);
    }
  }

  /** Names the protocol of a server that answers but does not speak FastCGI. */
  private Optional<String> foreign(FastCgiException e) {
    return switch (e.reason()) {
      case OVERLOADED, TIMEOUT, BROKEN, MALFORMED, FOREIGN -> PeerProtocol.of(target.address());
      case UNREACHABLE -> Optional.empty();
    };
  }

  private ReceivedResponse exchange(FastCgiRequest request, FastCgiLimits limits, ScriptTime time) {
    FastCgiResponse response = client.exchange(target.address(), request, limits, time);
    ScriptResponse script = ScriptResponse.of(response);
    return new ReceivedResponse(
        script.code(),
        response.header("error-code").orElse(""),
        response.header("consume-topics").orElse(""),
        response.header("failed-jobs").orElse(""),
        response::headers,
        bounded(response.body()),
        response.bodyTruncated() || response.body().length > ConsumerResponse.MAX_BODY_BYTES,
        response.stderr(),
        status(response),
        finding(script),
        time.elapsed());
  }

  private ServerFinding finding(ScriptResponse script) {
    if (script.scriptMissing()) {
      return new ServerFinding(
          ServerFinding.Kind.MISSING,
          target.address()
              + " has no script "
              + target.script()
              + " that it may run (Status "
              + script.status()
              + ")");
    }
    return script
        .refusedForm()
        .map(text -> new ServerFinding(ServerFinding.Kind.REFUSED_FORM, text))
        .or(() -> script.fault().map(text -> new ServerFinding(ServerFinding.Kind.FAULT, text)))
        .orElse(ServerFinding.NOTHING);
  }

  /** Returns the header {@code Status} of php-fpm, or else the exit status of PHP, for people. */
  private static String status(FastCgiResponse response) {
    String exit = response.appStatus() == 0 ? "" : "exit status " + response.appStatus();
    return response.header("status").map(status -> "Status " + status).orElse(exit);
  }

  private static ConsumerResponse unanswered(
      FastCgiException e, Duration timeout, ScriptTime time) {
    boolean never =
        switch (e.reason()) {
          case UNREACHABLE, OVERLOADED, FOREIGN -> true;
          case TIMEOUT, BROKEN, MALFORMED -> false;
        };
    String of = e.reason() == Reason.TIMEOUT ? " of " + timeout.toMillis() + " ms" : "";
    return ConsumerResponse.none(
        never ? DeliveryResult.RETURNED : DeliveryResult.FAILED,
        e.getMessage() + of + ReceivedResponse.stderr(e.stderr()),
        e.stderr(),
        time.elapsed());
  }

  private static byte[] bounded(byte[] body) {
    return body.length <= ConsumerResponse.MAX_BODY_BYTES
        ? body
        : Arrays.copyOf(body, ConsumerResponse.MAX_BODY_BYTES);
  }
}
