package io.pepper.bus.delivery;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.job.TopicId;
import io.pepper.outbound.AnswerCode;
import io.pepper.outbound.FormBody;
import io.pepper.outbound.HttpClients;
import io.pepper.outbound.ScriptAnswer;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts jobs to a URL. Redirects are not followed. */
final class HttpTransport implements DeliveryTransport {
  private static final Duration SLACK = Duration.ofMillis(100);
  private static final int DIED = 500;
  private static final int TOO_LARGE = 413;

  /** nginx and Apache take 8 KiB for one header line, and refuse the request beyond. */
  private static final int MAX_IDS_LENGTH = 4096;

  private final HttpClient client;
  private final DeliveryMethod.Http target;
  private final int maxFormBytes;

  /**
   * @param maxFormBytes the largest form it is sent
   */
  HttpTransport(HttpClient client, DeliveryMethod.Http target, int maxFormBytes) {
    this.client = client;
    this.target = target;
    this.maxFormBytes = maxFormBytes;
  }

  @Override
  public ConsumerResponse deliver(
      DeliveryRequest parcel, Duration limit, DeliveryProgress progress) {
    return FormDelivery.deliver(
        parcel,
        maxFormBytes,
        form -> {
          progress.requestStarted();
          return send(form, limit);
        },
        progress);
  }

  private ConsumerResponse send(DeliveryRequest parcel, Duration limit) {
    Map<String, String> about = new HashMap<>();
    about.put("Pepper-Attempt", Integer.toString(parcel.attempt()));
    about.put("traceparent", parcel.traceparent());
    String ids = parcel.ids();
    if (ids.length() <= MAX_IDS_LENGTH) {
      about.put("Pepper-Job-Id", ids);
    }
    return exchange(BusForm.data(parcel), about, limit, reply -> reply.toJobs(parcel.jobs()));
  }

  @Override
  public ConsumerResponse ping(TopicId topic, Duration limit) {
    ConsumerResponse answer =
        exchange(BusForm.ping(), Map.of(), limit, reply -> reply.toPing(topic));
    return answer.result() == DeliveryResult.FAILED
        ? answer.withResult(DeliveryResult.RETURNED, "ping failed: " + answer.error())
        : answer;
  }

  private ConsumerResponse exchange(
      byte[] body, Map<String, String> about, Duration limit, Reading reading) {
    long start = System.nanoTime();
    try {
      return reading.of(reply(exchanged(request(body, about, limit), limit), start));
    } catch (TimeoutException e) {
      return unanswered(
          DeliveryResult.FAILED, "no complete answer within " + limit.toMillis() + " ms", start);
    } catch (HttpConnectTimeoutException e) {
      return unanswered(
          DeliveryResult.RETURNED,
          HttpClients.server(target.url())
              + " accepted no connection within "
              + limit.toMillis()
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

  private HttpRequest request(byte[] body, Map<String, String> about, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.url())
            .timeout(limit)
            .setHeader("User-Agent", "Pepper")
            .setHeader("Content-Type", FormBody.CONTENT_TYPE)
            .setHeader("IS-PEPPER-BUS-REQUEST", "true")
            .setHeader("IS_PEPPER_BUS_REQUEST", "true")
            .POST(BodyPublishers.ofByteArray(body));
    target.headers().forEach(request::setHeader);
    about.forEach(request::setHeader);
    return request.build();
  }

  /**
   * The client's own limit tells apart whether it ever was connected, but ends with the headers;
   * ours, a little later, covers the whole exchange.
   */
  private HttpResponse<byte[]> exchanged(HttpRequest request, Duration limit)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, headers -> new BoundedBody(ConsumerResponse.BODY_LIMIT));
    try {
      return sent.get(limit.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
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

  private static ReceivedResponse reply(HttpResponse<byte[]> response, long start) {
    HttpHeaders headers = response.headers();
    String code = AnswerCode.of(header(headers, "Code"));
    return new ReceivedResponse(
        code,
        header(headers, "Error-Code"),
        header(headers, "Consume-Topics"),
        header(headers, "Failed-Jobs"),
        response.body(),
        response.body().length == ConsumerResponse.BODY_LIMIT,
        "",
        status(response),
        finding(code, response),
        since(start));
  }

  /**
   * The status decides nothing, but for two answers of PHP that a web server passes on: 500 for a
   * script that died after it had said Code 200, and that of php-fpm when the script is missing.
   */
  private static ServerFinding finding(String code, HttpResponse<byte[]> response) {
    if (response.statusCode() == DIED) {
      return new ServerFinding(ServerFinding.Kind.FAULT, status(response));
    }
    return code.isEmpty() && ScriptAnswer.saysMissing(response.statusCode(), response.body())
        ? new ServerFinding(
            ServerFinding.Kind.MISSING,
            "php-fpm has no script for " + response.uri() + " (" + status(response) + ")")
        : ServerFinding.NOTHING;
  }

  /** All values of a header, joined by commas. */
  private static String header(HttpHeaders headers, String name) {
    return String.join(", ", headers.allValues(name)).strip();
  }

  private static String status(HttpResponse<?> response) {
    String status = "HTTP status " + response.statusCode();
    if (response.statusCode() == TOO_LARGE) {
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

  private static ConsumerResponse unanswered(DeliveryResult verdict, String error, long start) {
    return ConsumerResponse.none(verdict, error, "", since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How an answer is read: as that to jobs, or to a ping. */
  private interface Reading {
    ConsumerResponse of(ReceivedResponse reply);
  }
}
