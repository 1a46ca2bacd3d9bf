package io.pepper.launcher.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** A caller of the REST interface as user admin. For one thread. */
final class RestCaller {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String authorization;

  RestCaller(String authority, String password) {
    this.base = "http://" + authority;
    byte[] pair = ("admin:" + password).getBytes(UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  void put(String path, String json) throws IOException, InterruptedException {
    send("PUT", path, "application/json", BodyPublishers.ofString(json));
  }

  void get(String path) throws IOException, InterruptedException {
    send("GET", path, "application/json", BodyPublishers.noBody());
  }

  void delete(String path) throws IOException, InterruptedException {
    send("DELETE", path, "application/json", BodyPublishers.noBody());
  }

  void post(String path, String form) throws IOException, InterruptedException {
    send("POST", path, "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
  }

  private void send(String method, String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, body)
            .header("Content-Type", type)
            .header("Authorization", authorization)
            .timeout(TIMEOUT)
            .build();
    var response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new IllegalStateException(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
  }
}
