package io.pepper.test;

import static io.pepper.test.DiscoveryCalls.latest;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP port as clients meet it that prefer HTTP/2: the JDK's, which offers to upgrade with each
 * connection's first request, and whoever begins with HTTP/2 at once. The same on each server that
 * Pepper runs on.
 */
final class Http2Offers {
  private static final int POLLS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String base;
  private final HttpClient client = HttpClient.newBuilder().build();

  /**
   * @param base such as {@code http://127.0.0.1:8080}
   */
  Http2Offers(String base) {
    this.base = base;
  }

  /**
   * Many polls at once of one client that has been here before, which is when it puts as many as it
   * may into the connection that it has; and a body beside the offer.
   */
  void losesNoPoll(String app) throws Exception {
    assertThat(register(app, "h1").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    String fetched = body(send("fetch?env=uat&status=1&appid=" + app));
    String asked = "polls?env=uat&hostname=c&appid=" + app + "&latest_timestamp=" + latest(fetched);
    List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
    for (int i = 0; i < POLLS; i++) {
      polls.add(send(asked));
    }
    DiscoveryCalls calls = new DiscoveryCalls(base);
    assertThat(calls.pollBriefly(asked.substring("polls?".length())).body()).contains("-304");
    assertThat(polls).noneMatch(CompletableFuture::isDone);

    register(app, "h2");

    for (CompletableFuture<HttpResponse<String>> poll : polls) {
      assertThat(body(poll)).contains("\"h1\"", "\"h2\"");
    }
  }

  private HttpResponse<String> register(String app, String host) throws Exception {
    String form =
        "zone=z&env=uat&status=1&addrs=http://10.0.0.1:80&appid=" + app + "&hostname=" + host;
    HttpRequest.Builder request =
        request("register")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.body()).startsWith("{\"code\":0,");
    return answer;
  }

  private CompletableFuture<HttpResponse<String>> send(String call) {
    return client.sendAsync(request(call).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String call) {
    return HttpRequest.newBuilder(URI.create(base + "/discovery/" + call)).timeout(LIMIT);
  }

  private static String body(CompletableFuture<HttpResponse<String>> answer) throws Exception {
    return answer.get(25, TimeUnit.SECONDS).body();
  }

  /** Everything the port answers to these bytes until it closes the connection. */
  static String conversation(int port, String sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** What it says to a path, on a connection of its own. */
  static String answerTo(int port, String path) throws IOException {
    return conversation(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
}
