package io.pepper.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.Pepper;
import io.pepper.test.RespSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long after its LPUSH a job starts in PHP when the queue is idle, beside the round trip of a
 * bare FastCGI request. Both sides read the kernel's monotonic clock: nanoTime here, hrtime there.
 */
final class LatencyBench {
  private static final String SCRIPT =
      """
      <?php
      $now = hrtime(true);
      if ($_POST['type'] === 'ping') {
          header('Code: 200');
          echo 'latency/all';
          exit;
      }
      $sent = (int) json_decode($_POST['jobs'], true)[0]['content'];
      file_put_contents(__DIR__ . '/delays', ($now - $sent) . "\\n", FILE_APPEND);
      header('Code: 200');
      """;

  private static final int JOBS = Integer.getInteger("pepper.bench.latencies", 400);
  private static final int WARM_UP = 100;
  private static final double MICROS = 1000;

  private final Report report =
      new Report("latency", "Push to start on an idle queue", "µs", "difference, µs");

  Report run() throws IOException {
    try (PhpFpm fpm = PhpFpm.withChildren(4).start()) {
      String script = fpm.script("latency.php", SCRIPT).toString();
      try (RedisServer redis = RedisServer.inMemory().start();
          Pepper pepper = Pepper.onRedis(redis).start()) {
        measure("redis store", pepper, fpm, script);
      }
      try (Pepper pepper = Pepper.embedded().start()) {
        measure("embedded store", pepper, fpm, script);
      }
    }
    return report;
  }

  private void measure(String store, Pepper pepper, PhpFpm fpm, String script) throws IOException {
    pepper.define(
        "latency",
        """
        {"password":"bench","topics":{"all":{"workers":2,
          "delivery":{"type":"fastcgi","address":"%s","script":"%s"}}}}\
        """
            .formatted(fpm.address(), script));
    FastCgiLoop loop = new FastCgiLoop(fpm.address(), script);
    try (RespSocket client = new RespSocket(pepper.respPort()).login("latency", "bench");
        FastCgiLoop.Connection connection = loop.connect()) {
      Path delays = Path.of(script).resolveSibling("delays");
      Samples started = new Samples();
      Samples roundTrips = new Samples();
      for (int i = 0; i < WARM_UP + JOBS; i++) {
        double roundTrip = roundTrip(loop, connection, delays);
        double start = pushed(client, delays);
        if (i >= WARM_UP) {
          roundTrips.add(roundTrip);
          started.add(start);
        }
      }
      report.difference(store + ", p50", 0.50, started, roundTrips);
      report.difference(store + ", p99", 0.99, started, roundTrips);
    }
  }

  /** In microseconds. */
  private static double roundTrip(FastCgiLoop loop, FastCgiLoop.Connection connection, Path delays)
      throws IOException {
    pause();
    byte[] request = loop.request(PushBench.FORM);
    long start = System.nanoTime();
    connection.exchange(request);
    double nanos = System.nanoTime() - start;
    Files.delete(delays);
    return nanos / MICROS;
  }

  /** In microseconds, as PHP measured it. */
  private static double pushed(RespSocket client, Path delays) throws IOException {
    pause();
    String reply = client.call("LPUSH", "latency", Long.toString(System.nanoTime()));
    if (!reply.startsWith(":")) {
      throw new IOException("LPUSH was answered with " + reply);
    }
    while (!Files.exists(delays) || Files.size(delays) == 0) {
      pause();
    }
    List<String> lines = Files.readAllLines(delays, UTF_8);
    Files.delete(delays);
    return Double.parseDouble(lines.getFirst()) / MICROS;
  }

  /** Long enough for everything to come to rest, and never in step with anything. */
  private static void pause() {
    try {
      Thread.sleep(10 + ThreadLocalRandom.current().nextInt(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
