package io.pepper.bus.delivery.http;

import io.pepper.concurrent.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Kept HTTP/1.1 connections to consumers. An exchange is written and read by the thread that wants
 * it, which costs less than the JDK's client, whose exchanges change threads several times
 * (docs/adr/0089-http-by-the-thread-that-waits.md). Redirects are not followed, nothing is sent
 * twice. Safe for any number of threads, which should be virtual.
 */
public final class HttpConnections implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 10_000;
  private static final int MAX_HEADER_LINE = 64 << 10;
  private static final int MAX_HEADERS = 1_000;
  private static final int READ_BYTES = 8 << 10;

  /** The most that is read of an answer; one that is longer loses its connection. */
  private static final long MAX_READ_BYTES = 16 << 20;

  /** The time for which an idle connection is kept; the server may say less. */
  private static final TimeValue IDLE_LIMIT = TimeValue.ofSeconds(30);

  /**
   * Added to the time limit: the time for connecting, which is limited by itself, ends first and
   * shows that nothing was sent.
   */
  private static final Duration SLACK = Duration.ofMillis(100);

  /**
   * The answer of a server.
   *
   * @param body its beginning
   */
  public record ServerResponse(int status, Header[] headers, byte[] body) {
    /** Returns all values of a header, joined by commas. */
    public String header(String name) {
      return Arrays.stream(headers)
          .filter(header -> header.getName().equalsIgnoreCase(name))
          .map(Header::getValue)
          .collect(Collectors.joining(", "))
          .strip();
    }

    /** Returns all headers, and the status as {@code status}, as FastCGI has it. */
    public Map<String, String> all() {
      Map<String, String> all = new TreeMap<>();
      for (Header header : headers) {
        String name = header.getName().toLowerCase(Locale.ROOT);
        all.merge(name, header.getValue(), (before, next) -> before + ", " + next);
      }
      all.put("status", Integer.toString(status));
      return all;
    }
  }

  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(1, Threads.platform("pepper-http-deadlines").factory());
  private final CloseableHttpClient client;

  public HttpConnections() {
    deadlines.setRemoveOnCancelPolicy(true);
    Http1Config limits =
        Http1Config.custom()
            .setMaxLineLength(MAX_HEADER_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();
    ConnectionConfig config =
        ConnectionConfig.custom()
            // A consumer may restart at any time; the check of a channel costs a microsecond.
            .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
            .build();
    PoolingHttpClientConnectionManager pool =
        new ChannelConnections()
            .setConnectionFactory(ChannelConnections.within(limits))
            .setTlsSocketStrategy(
                // The JDK's own check of names, whose failures are those of a handshake.
                new DefaultClientTlsStrategy(
                    SSLContexts.createSystemDefault(), HostnameVerificationPolicy.BUILTIN, null))
            .setDefaultConnectionConfig(config)
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
            .setKeepAliveStrategy(HttpConnections::idleLimit)
            .evictIdleConnections(IDLE_LIMIT)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  private static TimeValue idleLimit(HttpResponse response, HttpContext context) {
    TimeValue said =
        DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
    return TimeValue.isPositive(said) && said.compareTo(IDLE_LIMIT) < 0 ? said : IDLE_LIMIT;
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @param timeout for the whole exchange
   * @param keep the bytes of the body that are kept; the rest is read and dropped
   * @throws TimeoutException if the answer is not complete in time
   * @throws IOException if there is none for another reason
   */
  public ServerResponse post(
      URI url, Map<String, String> headers, byte[] body, Duration timeout, int keep)
      throws IOException, TimeoutException {
    HttpPost request = new HttpPost(url);
    request.setConfig(config(timeout));
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, null));
    AtomicBoolean isLate = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              isLate.set(true);
              request.abort();
            },
            timeout.plus(SLACK).toNanos(),
            TimeUnit.NANOSECONDS);
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      return new ServerResponse(response.getCode(), response.getHeaders(), read(response, keep));
    } catch (IOException e) {
      if (isLate.get()) {
        throw new TimeoutException();
      }
      throw e;
    } finally {
      deadline.cancel(false);
    }
  }

  // The pool's own setting would be one for all consumers.
  @SuppressWarnings("deprecation")
  private static RequestConfig config(Duration timeout) {
    return RequestConfig.custom()
        .setConnectTimeout(Timeout.of(timeout))
        .setConnectionRequestTimeout(Timeout.of(timeout))
        .setRedirectsEnabled(false)
        .build();
  }

  private static byte[] read(ClassicHttpResponse response, int keep) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    InputStream in = entity.getContent();
    byte[] kept = in.readNBytes(keep);
    if (kept.length < keep || isReadToItsEnd(in, MAX_READ_BYTES - keep)) {
      in.close();
    }
    return kept;
  }

  /** Reads and drops so much; returns whether that was all. */
  private static boolean isReadToItsEnd(InputStream in, long most) throws IOException {
    byte[] dropped = new byte[READ_BYTES];
    long read = 0;
    while (read < most) {
      int count = in.read(dropped);
      if (count < 0) {
        return true;
      }
      read += count;
    }
    return false;
  }

  /** Ends all exchanges. */
  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
