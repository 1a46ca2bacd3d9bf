package io.pepper.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** The HTTP clients of Pepper, and their failures in words for people. */
public final class HttpClients {
  static {
    // Read once by the JDK's client: without it a definition's own Host header would be refused.
    if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
      System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }
  }

  private HttpClients() {}

  /** Creates a client of HTTP/1.1 without redirects. It has a thread of its own; shut it down. */
  public static HttpClient create(Executor threads) {
    return builder(threads).build();
  }

  /** Creates such a client that trusts servers as a TLS of its own says. */
  public static HttpClient create(Executor threads, SSLContext tls) {
    return builder(threads).sslContext(tls).build();
  }

  private static HttpClient.Builder builder(Executor threads) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(threads);
  }

  /** Returns whether the request certainly reached no server. */
  public static boolean neverSent(IOException problem) {
    return problem instanceof ConnectException
        || problem instanceof UnknownHostException
        || problem instanceof SSLHandshakeException;
  }

  /** Describes what became of a request, in words for people. */
  public static String describe(IOException problem, URI url) {
    return (neverSent(problem) ? "cannot reach " : "no complete answer from ")
        + server(url)
        + ": "
        + NetworkFailure.words(problem);
  }

  /**
   * Returns the address without the user and password that it may hold, which are not sent.
   *
   * @param url with a host
   */
  public static URI withoutUser(URI url) {
    return url.getRawUserInfo() == null
        ? url
        : URI.create(url.toString().replaceFirst(Pattern.quote(url.getRawUserInfo() + "@"), ""));
  }

  /** Returns host and port without the password that an address may hold. */
  public static String server(URI url) {
    return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }
}
