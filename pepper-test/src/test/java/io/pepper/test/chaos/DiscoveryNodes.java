package io.pepper.test.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** The discovery API of all nodes, as a client sees it that gives up after a moment. */
final class DiscoveryNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final ChaosCluster cluster;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  DiscoveryNodes(ChaosCluster cluster) {
    this.cluster = cluster;
  }

  /** The body of the answer; empty if there was none in time. */
  Optional<String> get(int node, String pathAndQuery) throws InterruptedException {
    return send(request(node, pathAndQuery).GET().build());
  }

  /** The same for a form. */
  Optional<String> post(int node, String path, Map<String, String> form)
      throws InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(node, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(int node, String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(cluster.pepper(node).httpUrl() + pathAndQuery))
        .timeout(PATIENCE);
  }

  private Optional<String> send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
