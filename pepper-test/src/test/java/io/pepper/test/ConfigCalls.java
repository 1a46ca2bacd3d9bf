package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Calls of configuration over REST with headers of their own, as curl makes them. */
final class ConfigCalls {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String base;
  private final String authorization;

  ConfigCalls(Pepper pepper) {
    base = pepper.httpUrl() + "/api/v1/config/";
    authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("admin:" + pepper.adminPassword()).getBytes(UTF_8));
  }

  /**
   * Calls and waits for the answer.
   *
   * @param headers names and values in turn
   */
  HttpResponse<byte[]> call(String method, String path, BodyPublisher body, String... headers) {
    return begin(method, path, body, headers).join();
  }

  CompletableFuture<HttpResponse<byte[]>> begin(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", authorization)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return call("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<byte[]> putIni(String path, String ini) {
    return call("PUT", path, BodyPublishers.ofString(ini), "Content-Type", "text/plain");
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }
}
