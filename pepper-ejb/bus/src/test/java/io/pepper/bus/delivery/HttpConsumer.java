package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pepper.bus.definition.DeliveryMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A consumer as the bus's Go and Java SDKs make them: an HTTP server that answers pings with the
 * topics it knows, and jobs as a test sets it. May go down and come back on the same port.
 */
public final class HttpConsumer implements AutoCloseable {
  /** A request that arrived. */
  public record Request(Map<String, String> form, Headers headers, String body) {
    public boolean isPing() {
      return "ping".equals(form.get("type"));
    }

    public String jobs() {
      return form.get("jobs");
    }
  }

  /** What to answer; runs on a virtual thread and may block. */
  public interface Handler {
    void answer(Request request, HttpExchange exchange) throws IOException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> jobs = new CopyOnWriteArrayList<>();
  private final List<Request> pings = new CopyOnWriteArrayList<>();
  private volatile Handler handler = (request, exchange) -> reply(exchange, "200", "ok");
  private volatile Handler pingHandler =
      (request, exchange) -> reply(exchange, "200", "other/topic,queue1/topic1");
  private HttpServer server;
  private int port;

  private HttpConsumer() {}

  public static HttpConsumer start() {
    HttpConsumer consumer = new HttpConsumer();
    consumer.up();
    return consumer;
  }

  /** Begins to listen, again on the port it had. */
  public void up() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Connections are cut, new ones are refused. */
  public void down() {
    server.stop(0);
  }

  public HttpConsumer onJobs(Handler handler) {
    this.handler = handler;
    return this;
  }

  public HttpConsumer onPings(Handler handler) {
    this.pingHandler = handler;
    return this;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/run?from=bus");
  }

  public DeliveryMethod.Http delivery() {
    return new DeliveryMethod.Http(url(), Map.of());
  }

  /** The deliveries that arrived, in order of arrival. */
  public List<Request> jobs() {
    return jobs;
  }

  public List<Request> pings() {
    return pings;
  }

  /** Answers with a {@code Code} header and HTTP status 200. */
  public static void reply(HttpExchange exchange, String code, String body) throws IOException {
    exchange.getResponseHeaders().set("Code", code);
    send(exchange, 200, body);
  }

  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Request request = new Request(parse(body), exchange.getRequestHeaders(), body);
    if (request.isPing()) {
      pings.add(request);
      pingHandler.answer(request, exchange);
    } else {
      jobs.add(request);
      handler.answer(request, exchange);
    }
  }

  private static Map<String, String> parse(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field : body.split("&")) {
      String[] parts = field.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
