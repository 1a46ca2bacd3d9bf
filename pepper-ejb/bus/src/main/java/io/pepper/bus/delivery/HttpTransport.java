package io.pepper.bus.delivery;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.delivery.http.HttpConnections;
import io.pepper.job.TopicId;
import io.pepper.outbound.FormBody;
import io.pepper.outbound.HttpClients;
import io.pepper.outbound.ResponseCode;
import io.pepper.outbound.ScriptResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** The transport to a URL by HTTP POST. Redirects are not followed. */
final class HttpTransport implements DeliveryTransport {
  private static final int STATUS_DIED = 500;
  private static final int STATUS_TOO_LARGE = 413;

  /** The most characters of the header with ids: nginx and Apache refuse lines over 8 KiB. */
  private static final int MAX_IDS_LENGTH = 4096;

  private final HttpConnections connections;
  private final URI url;
  private final DeliveryMethod.Http target;
  private final int maxFormBytes;

  /**
   * Creates a transport.
   *
   * @param maxFormBytes the largest form it is sent
   */
  HttpTransport(HttpConnections connections, DeliveryMethod.Http target, int maxFormBytes) {
    this.connections = connections;
    this.target = target;
    this.url = HttpClients.withoutUser(target.url());
    this.maxFormBytes = maxFormBytes;
  }

  @Override
  public ConsumerResponse deliver(
      DeliveryRequest delivery, Duration timeout, DeliveryProgress progress) {
    return FormDelivery.deliver(
        delivery,
        maxFormBytes,
        form -> {
          progress.requestStarted();
          return send(form, timeout);
        },
        progress);
  }

  private ConsumerResponse send(DeliveryRequest delivery, Duration timeout) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Pepper-Attempt", Integer.toString(delivery.attempt()));
    headers.put("traceparent", delivery.traceparent());
    String ids = delivery.ids();
    if (ids.length() <= MAX_IDS_LENGTH) {
      headers.put("Pepper-Job-Id", ids);
    }
    return exchange(
        BusForm.data(delivery), headers, timeout, received -> received.toJobs(delivery.jobs()));
  }

  @Override
  public ConsumerResponse ping(TopicId topic, Duration timeout) {
    ConsumerResponse response =
        exchange(BusForm.ping(), Map.of(), timeout, received -> received.toPing(topic));
    return response.result() == DeliveryResult.FAILED
        ? response.withResult(DeliveryResult.RETURNED, "ping failed: " + response.error())
        : response;
  }

  private ConsumerResponse exchange(
      byte[] body, Map<String, String> headers, Duration timeout, ResponseReader reader) {
    long start = System.nanoTime();
    try {
      HttpConnections.ServerResponse answer =
          connections.post(url, all(headers), body, timeout, ConsumerResponse.MAX_BODY_BYTES);
      return reader.read(received(answer, start));
    } catch (TimeoutException e) {
      return unanswered(
          DeliveryResult.FAILED, "no complete answer within " + timeout.toMillis() + " ms", start);
    } catch (ConnectTimeoutException e) {
      return unanswered(
          DeliveryResult.RETURNED,
          HttpClients.server(target.url())
              + " accepted no connection within "
              + timeout.toMillis()
              + " ms: is it up?",
          start);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        return unanswered(DeliveryResult.FAILED, "interrupted, Pepper stops", start);
      }
      return unanswered(
          HttpClients.neverSent(e) ? DeliveryResult.RETURNED : DeliveryResult.FAILED,
          HttpClients.describe(e, url),
          start);
    } catch (IllegalArgumentException e) {
      return unanswered(
          DeliveryResult.FAILED, "check the topic's headers: " + e.getMessage(), start);
    }
  }

  private Map<String, String> all(Map<String, String> ofDelivery) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("User-Agent", "Pepper");
    all.put("Content-Type", FormBody.CONTENT_TYPE);
    all.put("IS-PEPPER-BUS-REQUEST", "true");
    all.put("IS_PEPPER_BUS_REQUEST", "true");
    all.putAll(target.headers());
    all.putAll(ofDelivery);
    return all;
  }

  private ReceivedResponse received(HttpConnections.ServerResponse response, long start) {
    String code = ResponseCode.of(response.header("Code"));
    return new ReceivedResponse(
        code,
        response.header("Error-Code"),
        response.header("Consume-Topics"),
        response.header("Failed-Jobs"),
        response::all,
        response.body(),
        response.body().length == ConsumerResponse.MAX_BODY_BYTES,
        "",
        status(response),
        finding(code, response),
        since(start));
  }

  /**
   * Reads two responses of PHP that a web server passes on: 500 for a script that died after it had
   * sent Code 200, and that of php-fpm when the script is missing. No other status has a meaning.
   */
  private ServerFinding finding(String code, HttpConnections.ServerResponse response) {
    if (response.status() == STATUS_DIED) {
      return new ServerFinding(ServerFinding.Kind.FAULT, status(response));
    }
    return code.isEmpty() && ScriptResponse.saysMissing(response.status(), response.body())
        ? new ServerFinding(
            ServerFinding.Kind.MISSING,
            "php-fpm has no script for " + url + " (" + status(response) + ")")
        : ServerFinding.NOTHING;
  }

  private static String status(HttpConnections.ServerResponse response) {
    String status = "HTTP status " + response.status();
    if (response.status() == STATUS_TOO_LARGE) {
      return status
          + ", the form is too large for the server before the consumer: raise its limit (nginx:"
          + " client_max_body_size) or lower the topic's maxFormBytes";
    }
    return response.status() / 100 != 3
        ? status
        : status
            + ", a redirect to "
            + response.header("Location")
            + ", not followed: set the topic's url to the final address";
  }

  private static ConsumerResponse unanswered(DeliveryResult result, String error, long start) {
    return ConsumerResponse.none(result, error, "", since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** A way of reading a response: as that to jobs, or to a ping. */
  private interface ResponseReader {
    ConsumerResponse read(ReceivedResponse received);
  }
}
