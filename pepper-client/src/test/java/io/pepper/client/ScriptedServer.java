package io.pepper.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that misbehaves as a test wants: what a real one cannot be made to do at will. */
final class ScriptedServer implements AutoCloseable {
  static final String NOTHING_NEW = "{\"code\":-304}";

  private final Map<String, Function<String, String>> answers = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers this to requests of that path under {@code /discovery/}. */
  ScriptedServer on(String path, String answer) {
    return on(path, parameters -> answer);
  }

  /** Answers by the decoded parameters; {@code null} holds the request until another is set. */
  ScriptedServer on(String path, Function<String, String> answer) {
    synchronized (answers) {
      answers.put("/discovery/" + path, answer);
      answers.notifyAll();
    }
    return this;
  }

  /** Holds requests of that path until there is an answer for it. */
  ScriptedServer hangsOn(String path) {
    return on(path, parameters -> null);
  }

  private String answer(String path, String parameters) throws InterruptedException {
    synchronized (answers) {
      while (true) {
        String answer = answers.getOrDefault(path, any -> "{\"code\":0}").apply(parameters);
        if (answer != null) {
          return answer;
        }
        answers.wait();
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Path and parameters of each request so far: {@code register?appid=a&...}. */
  List<String> requests(String path) {
    return requests.stream().filter(request -> request.startsWith(path + "?")).toList();
  }

  /** What came with the requests so far. */
  Set<String> authorizations() {
    return authorizations;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = exchange.getRequestURI().getRawQuery();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String parameters = URLDecoder.decode(query == null ? body : query, StandardCharsets.UTF_8);
      authorizations.add(Objects.toString(exchange.getRequestHeaders().getFirst("Authorization")));
      requests.add(path.replace("/discovery/", "") + "?" + parameters);
      byte[] bytes = answer(path, parameters).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
