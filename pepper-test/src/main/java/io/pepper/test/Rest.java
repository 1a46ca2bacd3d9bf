package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** Calls a running Pepper's HTTP side with a login. Safe for any number of threads. */
public final class Rest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final String base;
  private final String authorization;

  /**
   * @param base such as {@code http://127.0.0.1:8080}
   */
  public Rest(String base, String user, String password) {
    this.base = base;
    String login = user + ":" + password;
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private Rest(String base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /** Calls with a token instead of a user. */
  public static Rest withToken(String base, String token) {
    return new Rest(base, "Bearer " + token);
  }

  public RestAnswer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public RestAnswer put(String path, String json) {
    return send("PUT", path, BodyPublishers.ofString(json));
  }

  public RestAnswer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json));
  }

  public RestAnswer patch(String path, String json) {
    return send("PATCH", path, BodyPublishers.ofString(json));
  }

  /** Calls with any method. */
  public RestAnswer call(String method, String path, String json) {
    return send(method, path, BodyPublishers.ofString(json));
  }

  public RestAnswer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  private RestAnswer send(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LIMIT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
      return new RestAnswer(
          method + " " + path, answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + method + " " + path, e);
    }
  }
}
