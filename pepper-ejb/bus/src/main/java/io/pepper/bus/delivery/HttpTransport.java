package io.pepper.bus.delivery;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.job.TopicId;
import io.pepper.outbound.FormBody;
import io.pepper.outbound.HttpClients;
import io.pepper.outbound.ResponseCode;
import io.pepper.outbound.ScriptResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The transport to a URL by HTTP POST. Redirects are not followed. */
final class HttpTransport implements DeliveryTransport {
  private static final Duration TIMEOUT_SLACK = Duration.ofMillis(100);
  private static final int STATUS_DIED = 500;
  private static final int STATUS_TOO_LARGE = 413;

  /** The most characters of the header with ids: nginx and Apache refuse lines over 8 KiB. */
  private static final int MAX_IDS_LENGTH = 4096;

  private final HttpClient client;
  private final DeliveryMethod.Http target;
  private final int maxFormBytes;

  /**
   * Creates a transport.
   *
   * @param maxFormBytes the largest form it is sent
   */
  HttpTransport(HttpClient client, DeliveryMethod.Http target, int maxFormBytes) {
    this.client = client;
    this.target = target;
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
      return reader.read(received(exchanged(request(body, headers, timeout), timeout), start));
    } catch (TimeoutException e) {
      return unanswered(
          DeliveryResult.FAILED, "no complete answer within " + timeout.toMillis() + " ms", start);
    } catch (HttpConnectTimeoutException e) {
      return unanswered(
          DeliveryResult.RETURNED,
          HttpClients.server(target.url())
              + " accepted no connection within "
              + timeout.toMillis()
              + " ms: is it up?",
          start);
    } catch (IOException e) {
      return unanswered(
          HttpClients.neverSent(e) ? DeliveryResult.RETURNED : DeliveryResult.FAILED,
          HttpClients.describe(e, target.url()),
          start);
    } catch (IllegalArgumentException e) {
      return unanswered(
          DeliveryResult.FAILED, "check the topic's headers: " + e.getMessage(), start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unanswered(DeliveryResult.FAILED, "interrupted, Pepper stops", start);
    }
  }

  private HttpRequest request(byte[] body, Map<String, String> headers, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.url())
            .timeout(timeout)
            .setHeader("User-Agent", "Pepper")
            .setHeader("Content-Type", FormBody.CONTENT_TYPE)
            .setHeader("IS-PEPPER-BUS-REQUEST", "true")
            .setHeader("IS_PEPPER_BUS_REQUEST", "true")
            .POST(BodyPublishers.ofByteArray(body));
    target.headers().forEach(request::setHeader);
    headers.forEach(request::setHeader);
    return request.build();
  }

  /**
   * Sends the request and waits for the whole response. The client's own timeout shows whether it
   * was ever connected, but covers the headers only; this one, a little later, covers the body,
   * too.
   */
  private HttpResponse<byte[]> exchanged(HttpRequest request, Duration timeout)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, headers -> new BoundedBody(ConsumerResponse.MAX_BODY_BYTES));
    try {
      return sent.get(timeout.plus(TIMEOUT_SLACK).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException late
          && !(late instanceof HttpConnectTimeoutException)) {
        throw new TimeoutException();
      }
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  private static ReceivedResponse received(HttpResponse<byte[]> response, long start) {
    HttpHeaders headers = response.headers();
    String code = ResponseCode.of(header(headers, "Code"));
    return new ReceivedResponse(
        code,
        header(headers, "Error-Code"),
        header(headers, "Consume-Topics"),
        header(headers, "Failed-Jobs"),
        () -> all(response),
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
  private static ServerFinding finding(String code, HttpResponse<byte[]> response) {
    if (response.statusCode() == STATUS_DIED) {
      return new ServerFinding(ServerFinding.Kind.FAULT, status(response));
    }
    return code.isEmpty() && ScriptResponse.saysMissing(response.statusCode(), response.body())
        ? new ServerFinding(
            ServerFinding.Kind.MISSING,
            "php-fpm has no script for " + response.uri() + " (" + status(response) + ")")
        : ServerFinding.NOTHING;
  }

  /** Returns all headers, and the status as {@code status}, as FastCGI has it. */
  private static Map<String, String> all(HttpResponse<?> response) {
    Map<String, String> all = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> all.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    all.remove(":status");
    all.put("status", Integer.toString(response.statusCode()));
    return all;
  }

  /** Returns all values of a header, joined by commas. */
  private static String header(HttpHeaders headers, String name) {
    return String.join(", ", headers.allValues(name)).strip();
  }

  private static String status(HttpResponse<?> response) {
    String status = "HTTP status " + response.statusCode();
    if (response.statusCode() == STATUS_TOO_LARGE) {
      return status
          + ", the form is too large for the server before the consumer: raise its limit (nginx:"
          + " client_max_body_size) or lower the topic's maxFormBytes";
    }
    return response.statusCode() / 100 != 3
        ? status
        : status
            + ", a redirect to "
            + header(response.headers(), "Location")
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
