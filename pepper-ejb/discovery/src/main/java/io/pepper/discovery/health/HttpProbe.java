package io.pepper.discovery.health;

import io.pepper.discovery.instance.Check;
import io.pepper.outbound.HttpClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.Executor;

/** A GET, which must be answered with 200 to 399. The body is not read. */
final class HttpProbe implements Probe, AutoCloseable {
  private static final int FIRST_BAD = 400;

  private final HttpClient client;

  HttpProbe(Executor threads) {
    client = HttpClients.create(threads);
  }

  @Override
  public void run(ProbeTarget target, Check check) throws IOException, InterruptedException {
    URI url = URI.create("http://" + target + check.path());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(check.timeout())
            .header("User-Agent", "Pepper")
            .GET()
            .build();
    HttpResponse<Void> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (HttpTimeoutException e) {
      throw new HttpTimeoutException("no answer within " + check.timeout().toMillis() + " ms");
    } catch (IOException e) {
      throw new IOException(HttpClients.describe(e, url), e);
    }
    if (response.statusCode() >= FIRST_BAD) {
      throw new IOException("answered with status " + response.statusCode());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
