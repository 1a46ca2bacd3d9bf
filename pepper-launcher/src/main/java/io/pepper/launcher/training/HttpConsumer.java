package io.pepper.launcher.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A consumer over HTTP that accepts every job, but those at {@code /failing}, and answers pings.
 */
final class HttpConsumer implements AutoCloseable {
  static final byte[] TOPICS = "http/jobs,php/jobs,batch/jobs,failing/jobs".getBytes(UTF_8);

  private final Arrivals arrivals = new Arrivals();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  HttpConsumer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isPing =
        new String(exchange.getRequestBody().readAllBytes(), UTF_8).contains("type=ping");
    boolean fails = !isPing && exchange.getRequestURI().getPath().equals("/failing");
    exchange.getResponseHeaders().set("Code", fails ? "500" : "200");
    exchange.sendResponseHeaders(200, TOPICS.length);
    exchange.getResponseBody().write(TOPICS);
    exchange.close();
    arrivals.add();
  }

  /** Waits for a number of requests. */
  void await(int wanted, Duration limit) throws InterruptedException {
    arrivals.await(wanted, limit);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
