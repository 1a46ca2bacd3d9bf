package io.pepper.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What every way to deploy Pepper must end in: a ready health check and served Redis clients. */
record Deployed(int httpPort, int respPort) {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** The settings as production gives them to a server of its own: by environment. */
  static Map<String, String> settings(int httpPort, int respPort, int grpcPort, Path data) {
    return Map.of(
        "PEPPER_HTTP_PORT", Integer.toString(httpPort),
        "PEPPER_RESP_PORT", Integer.toString(respPort),
        "PEPPER_GRPC_PORT", Integer.toString(grpcPort),
        "PEPPER_DATA", data.toString(),
        "PEPPER_ADMIN_PASSWORD", "admin-of-the-tests");
  }

  /** A file that the modules before this one in the build made. */
  static Path built(String path) {
    Path file = LaunchCommand.root().resolve(path);
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: build first, with mvn package");
    }
    return file;
  }

  int readyStatus() {
    URI ready = URI.create("http://127.0.0.1:" + httpPort + "/health/ready");
    try (var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      var request = HttpRequest.newBuilder(ready).timeout(LIMIT).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + ready, interrupted);
    }
  }

  /** Pepper's own words to a client that pushes without a login. */
  String answerToAStranger() throws IOException {
    try (var socket = new RespSocket(respPort)) {
      return socket.call("LPUSH", "nobody", "payload");
    }
  }
}
