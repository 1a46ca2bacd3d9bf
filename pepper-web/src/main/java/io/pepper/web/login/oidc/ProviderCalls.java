package io.pepper.web.login.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import io.pepper.concurrent.Threads;
import io.pepper.outbound.HttpClients;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * The calls of a provider, for the library of OpenID Connect: none takes longer than the time limit
 * or gets more than a mebibyte, and none follows redirects. Safe for any number of threads.
 */
final class ProviderCalls implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
  private static final int MAX_BYTES = 1 << 20;
  private static final int OK = 200;

  private final ExecutorService threads = Threads.perTask("pepper-oidc-http");
  private final HttpClient client;
  private final Duration timeout;

  ProviderCalls(SSLContext tls, Duration timeout) {
    this.client = HttpClients.create(threads, tls);
    this.timeout = timeout;
  }

  /**
   * Returns what is at an address.
   *
   * @throws IOException if it cannot be had; the message is for people
   */
  String get(URI address) throws IOException {
    HTTPResponse response = call(HttpRequest.newBuilder(address).GET().build());
    if (response.getStatusCode() != OK) {
      throw new IOException(address + " answered with status " + response.getStatusCode());
    }
    return response.getBody();
  }

  @Override
  public Resource retrieveResource(URL address) throws IOException {
    return new Resource(get(URI.create(address.toString())), null);
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    HttpRequest.Builder call = HttpRequest.newBuilder(request.getURI());
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(each -> call.header(name, each)));
    String body = request.getBody();
    call.method(
        request.getMethod().name(),
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return call(call.build());
  }

  private HTTPResponse call(HttpRequest request) throws IOException {
    Future<HTTPResponse> answer = threads.submit(() -> exchange(request));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException problem
          ? new IOException(HttpClients.describe(problem, request.uri()), problem)
          : new IOException(
              "no valid answer from " + HttpClients.server(request.uri()), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(
          "no complete answer from %s within %d ms (pepper.oidc.timeout)"
              .formatted(HttpClients.server(request.uri()), timeout.toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the provider was asked", e);
    } finally {
      answer.cancel(true);
    }
  }

  private HTTPResponse exchange(HttpRequest request)
      throws IOException, InterruptedException, ParseException {
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("its answer is longer than " + MAX_BYTES + " bytes");
      }
      HTTPResponse response = new HTTPResponse(answer.statusCode());
      answer
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(each -> response.setHeader(name, each)));
      response.setBody(new String(bytes, UTF_8));
      return response;
    }
  }

  /** Ends the calls under way. */
  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
