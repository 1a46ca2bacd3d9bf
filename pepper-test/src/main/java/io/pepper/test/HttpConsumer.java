package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A consumer for topics of type {@code http}, in this JVM. It answers pings with its registered
 * topics, asks a function for the answer to each delivery, and remembers all requests.
 */
public final class HttpConsumer implements AutoCloseable {
  private final List<Delivered> pings = new CopyOnWriteArrayList<>();
  private final List<Delivered> deliveries = new CopyOnWriteArrayList<>();
  private final Function<Delivered, Answer> work;
  private final String registered;
  private final HttpServer server;

  /**
   * @param registered {@code queue/topic} names joined by commas, the answer to a ping
   * @param work called on a virtual thread for each delivery, many at once
   */
  public HttpConsumer(String registered, Function<Delivered, Answer> work) {
    this.registered = registered;
    this.work = work;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /** One that says 200 to everything. */
  public static HttpConsumer accepting(String registered) {
    return new HttpConsumer(registered, delivered -> Answer.code(200, "done"));
  }

  /** For {@code delivery.url}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/consume";
  }

  /** A topic's {@code delivery} in a queue document. */
  public String delivery() {
    return "{\"type\":\"http\",\"url\":\"" + url() + "\"}";
  }

  public List<Delivered> pings() {
    return pings;
  }

  public List<Delivered> deliveries() {
    return deliveries;
  }

  /** The payloads delivered so far, repeats included. */
  public List<String> payloads() {
    return deliveries.stream().flatMap(each -> each.payloads().stream()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      each -> each.getKey().toLowerCase(Locale.ROOT),
                      each -> String.join(", ", each.getValue())));
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Answer answer = answer(new Delivered(headers, body));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(Delivered delivered) {
    if (delivered.isPing()) {
      pings.add(delivered);
      return Answer.code(200, registered);
    }
    deliveries.add(delivered);
    return work.apply(delivered);
  }
}
