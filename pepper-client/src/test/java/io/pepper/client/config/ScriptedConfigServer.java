package io.pepper.client.config;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of one file that fails as a test wants: what a real one cannot be made to do at will.
 */
public final class ScriptedConfigServer implements AutoCloseable {
  private static final Pattern REVISION = Pattern.compile("[?&]revision=(\\d+)");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private long revision;
  private int status = 200;
  private String body = "";

  public ScriptedConfigServer() {
    this(0);
  }

  ScriptedConfigServer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Publishes a revision.
   *
   * @param keys {@code "name":{"type":…,"value":…}} and so on
   */
  public synchronized ScriptedConfigServer publish(long newRevision, String keys) {
    revision = newRevision;
    status = 200;
    body =
        "{\"domain\":\"shop\",\"file\":\"cart.conf\",\"node\":\"n1\",\"revision\":%d,\"sections\":{\"DEFAULT\":{%s}}}"
            .formatted(newRevision, keys);
    notifyAll();
    return this;
  }

  /** Answers everything with this, at once. */
  public synchronized ScriptedConfigServer answers(int newStatus, String newBody) {
    revision = -1;
    status = newStatus;
    body = newBody;
    notifyAll();
    return this;
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<String> requests() {
    return requests;
  }

  Set<String> authorizations() {
    return authorizations;
  }

  private synchronized void awaitNewer(long known) throws InterruptedException {
    while (revision == known) {
      wait();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestURI().toString();
      requests.add(request);
      authorizations.add(Objects.toString(exchange.getRequestHeaders().getFirst("Authorization")));
      Matcher known = REVISION.matcher(request);
      awaitNewer(known.find() ? Long.parseLong(known.group(1)) : 0);
      byte[] bytes;
      int answer;
      synchronized (this) {
        bytes = body.getBytes(StandardCharsets.UTF_8);
        answer = status;
      }
      exchange.sendResponseHeaders(answer, answer == 304 ? -1 : bytes.length);
      if (answer != 304) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
