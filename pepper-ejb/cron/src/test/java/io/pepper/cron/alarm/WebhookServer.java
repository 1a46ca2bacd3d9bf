package io.pepper.cron.alarm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes webhooks; answers with the statuses it was told to, then with 204. */
final class WebhookServer implements AutoCloseable {
  static final String SECRET = "t0ken-in-the-path";

  final List<JsonObject> accepted = new CopyOnWriteArrayList<>();
  final List<JsonObject> refused = new CopyOnWriteArrayList<>();
  final List<String> keys = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile int always;

  WebhookServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + SECRET;
  }

  /** How the next requests are answered. */
  WebhookServer answering(Integer... statuses) {
    answers.addAll(List.of(statuses));
    return this;
  }

  /** How all requests are answered from now on; 0 for well. */
  WebhookServer answeringAlways(int status) {
    always = status;
    return this;
  }

  List<String> events() {
    return accepted.stream().map(document -> document.getString("event")).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        JsonReader reader = Json.createReader(exchange.getRequestBody())) {
      JsonObject document = reader.readObject();
      Integer status = always != 0 ? Integer.valueOf(always) : answers.poll();
      boolean well = status == null && exchange.getRequestMethod().equals("POST");
      (well ? accepted : refused).add(document);
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      exchange.sendResponseHeaders(well ? 204 : status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
