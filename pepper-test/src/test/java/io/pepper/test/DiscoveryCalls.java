package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls {@code /discovery/} as its clients do. Safe for any number of threads. */
final class DiscoveryCalls {
  /** Long enough to show that a poll is held, short enough for a test. */
  static final String BRIEFLY = "1020";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern TIMESTAMP = Pattern.compile("(\"[a-z]+_timestamp\":)\\d{19}\\b");
  private static final Pattern LATEST = Pattern.compile("\"latest_timestamp\":(\\d+)}(?!])");

  // What all clients of discovery speak.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  /**
   * @param base such as {@code http://127.0.0.1:8080}
   */
  DiscoveryCalls(String base) {
    this.base = base + "/discovery/";
  }

  /** Names and values in turn, encoded as a form. */
  static String form(String... namesAndValues) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], UTF_8));
    }
    return String.join("&", pairs);
  }

  HttpRequest.Builder request(String callAndQuery) {
    return HttpRequest.newBuilder(URI.create(base + callAndQuery)).timeout(LIMIT);
  }

  HttpResponse<String> get(String call, String query) {
    return send(request(call + "?" + query).GET());
  }

  /** A form in the body, as most clients send it. */
  HttpResponse<String> post(String call, String form) {
    return send(
        request(call)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** Everything in the query, no body, no content type: as kratos does since version 2. */
  HttpResponse<String> postQuery(String call, String query) {
    return send(request(call + "?" + query).POST(BodyPublishers.noBody()));
  }

  /** A poll that is answered sooner or later. */
  CompletableFuture<HttpResponse<String>> poll(String query) {
    return sendLater(request("polls?" + query));
  }

  CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** A poll whose caller waits for a second. */
  HttpResponse<String> pollBriefly(String query) {
    return send(request("polls?" + query).header("x1-bmspy-timeout", BRIEFLY).GET());
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** With a zero for each timestamp that looks like one: to compare the rest exactly. */
  static String withoutTimes(String body) {
    return TIMESTAMP.matcher(body).replaceAll("$10");
  }

  /** The application's own timestamp, the first that is not an instance's. */
  static long latest(String body) {
    Matcher matcher = LATEST.matcher(body.replaceAll("\"latest_timestamp\":\\d+}[,\\]]", ""));
    if (!matcher.find()) {
      throw new AssertionError("no latest_timestamp in " + body);
    }
    return Long.parseLong(matcher.group(1));
  }
}
