package io.pepper.test.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A service that keeps itself registered as the Go client does: a heartbeat now and then, another
 * node after an error, registered anew only when it is told that nobody knows it. Runs on a thread
 * of its own until interrupted.
 */
final class Provider implements Runnable {
  static final String ENVIRONMENT = "chaos";
  private static final String UNKNOWN = "{\"code\":-404,";
  private static final String OK = "{\"code\":0,";

  private final DiscoveryNodes nodes;
  private final String app;
  private final String host;
  private final Duration heartbeat;
  private final Figures figures;
  private int node;
  private volatile Instant registered;
  private volatile Instant renewed;
  private volatile int registrations;

  /** What providers have seen; safe for all their threads. */
  interface Figures {
    void registerTook(Duration duration);
  }

  /**
   * @param first node it turns to
   */
  Provider(
      DiscoveryNodes nodes,
      String app,
      String host,
      Duration heartbeat,
      int first,
      Figures figures) {
    this.nodes = nodes;
    this.app = app;
    this.host = host;
    this.heartbeat = heartbeat;
    this.node = first;
    this.figures = figures;
  }

  String app() {
    return app;
  }

  String host() {
    return host;
  }

  /** When a node first said that it is registered. */
  Optional<Instant> registered() {
    return Optional.ofNullable(registered);
  }

  /** When a node last accepted a sign of life. */
  Optional<Instant> renewed() {
    return Optional.ofNullable(renewed);
  }

  /** How often it had to register. */
  int registrations() {
    return registrations;
  }

  @Override
  public void run() {
    try {
      while (registered == null) {
        register();
      }
      while (true) {
        Thread.sleep(heartbeat);
        renew();
      }
    } catch (InterruptedException e) {
      // This is how it dies: without a word.
      Thread.currentThread().interrupt();
    }
  }

  private void register() throws InterruptedException {
    long start = System.nanoTime();
    Optional<String> answer =
        nodes.post(
            node,
            "/discovery/register",
            Map.of(
                "env",
                ENVIRONMENT,
                "appid",
                app,
                "zone",
                "zone01",
                "hostname",
                host,
                "status",
                "1",
                "addrs",
                "http://10.0.0.1:80"));
    if (answer.filter(text -> text.startsWith(OK)).isPresent()) {
      figures.registerTook(Duration.ofNanos(System.nanoTime() - start));
      registrations++;
      renewed = Instant.now();
      if (registered == null) {
        registered = renewed;
      }
    } else {
      turnToTheNext();
    }
  }

  private void renew() throws InterruptedException {
    Optional<String> answer =
        nodes.post(
            node,
            "/discovery/renew",
            Map.of("env", ENVIRONMENT, "appid", app, "zone", "zone01", "hostname", host));
    if (answer.isEmpty()) {
      turnToTheNext();
    } else if (answer.get().startsWith(UNKNOWN)) {
      register();
    } else if (answer.get().startsWith(OK)) {
      renewed = Instant.now();
    }
  }

  private void turnToTheNext() throws InterruptedException {
    node = (node + 1) % ChaosCluster.NODES;
    Thread.sleep(200);
  }
}
