package io.pepper.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLHandshakeException;

/** The HTTP clients of Pepper, and what they run into in words for people. */
public final class HttpClients {
  static {
    // Read once by the JDK's client: without it a definition's own Host header would be refused.
    if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
      System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }
  }

  private HttpClients() {}

  /** HTTP/1.1, follows no redirects. The client has a thread of its own; shut it down. */
  public static HttpClient create(Executor threads) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(threads)
        .build();
  }

  /** Whether the request certainly never reached anybody. */
  public static boolean neverSent(IOException problem) {
    return problem instanceof ConnectException
        || problem instanceof UnknownHostException
        || problem instanceof SSLHandshakeException;
  }

  /** What became of a request, in words for people. */
  public static String describe(IOException problem, URI url) {
    return (neverSent(problem) ? "cannot reach " : "no complete answer from ")
        + server(url)
        + ": "
        + NetworkFailure.words(problem);
  }

  /** Host and port; the address may also hold a password. */
  public static String server(URI url) {
    return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }
}
