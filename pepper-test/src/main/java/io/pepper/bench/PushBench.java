package io.pepper.bench;

import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.Pepper;
import io.pepper.test.RespSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast waiting jobs are pushed through a real php-fpm with 4 children, beside a bare FastCGI
 * loop over 4 kept connections to the same php-fpm, script and form.
 */
public final class PushBench {
  public static final String SCRIPT =
      """
      <?php
      echo $_POST['type'] === 'ping' ? 'push/all' : json_decode($_POST['jobs'], true)[0]['id'];
      header('Error-Code: 0');
      header('Code: 200');
      """;

  /** As Pepper sends it for a job with a payload of 64 bytes. */
  public static final String FORM =
      "IS_PEPPER_BUS_REQUEST=true&jobs=%5B%7B%22id%22%3A%2213613428983021453313%22%2C%22inTraceId%22"
          + "%3A%2213613428983021453312-3221225986-22017%22%2C%22content%22%3A%22"
          + "x".repeat(64)
          + "%22%2C%22retrying%22%3A0%2C%22RetryTimes%22%3A1%2C%22RetryTime%22%3A1795217947%2C%22"
          + "IsRetry%22%3Afalse%2C%22BeginRetry%22%3Afalse%2C%22RetryResidueTime%22%3A0%7D%5D"
          + "&outTraceId=13613428990705418240-3221225986-22017&queue=push&topic=all&type=data";

  private static final int ROUNDS = Integer.getInteger("pepper.bench.rounds", 3);
  private static final int JOBS = Integer.getInteger("pepper.bench.jobs", 40_000);
  private static final int CHILDREN = 4;

  /** Both sides get as much time to compile. */
  private static final int WARM_UPS = 8;

  private static final long LOOK_MILLIS = 100;
  private static final String TOPIC = "/api/v1/queues/push/topics/all";

  private final Report report =
      new Report("push", "Push through php-fpm, 4 children, 4 workers", "jobs/s", "ratio");

  Report run() throws IOException {
    try (PhpFpm fpm = PhpFpm.withChildren(CHILDREN).start()) {
      try (RedisServer redis = RedisServer.inMemory().start();
          Pepper pepper = Pepper.onRedis(redis).start()) {
        measure("redis store", pepper, fpm);
      }
      try (Pepper pepper = Pepper.embedded().start()) {
        measure("embedded store", pepper, fpm);
      }
    }
    return report;
  }

  private void measure(String store, Pepper pepper, PhpFpm fpm) throws IOException {
    String script = fpm.script("push.php", SCRIPT).toString();
    FastCgiLoop loop = new FastCgiLoop(fpm.address(), script);
    pepper.define("push", document(fpm.address(), script));
    Paces ofPepper = new Paces();
    Paces ofBare = new Paces();
    for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
      Pace bare = looped(loop);
      awaitFreeChildren();
      Pace pushed = pushed(pepper);
      awaitFreeChildren();
      if (round >= WARM_UPS) {
        ofBare.add(bare);
        ofPepper.add(pushed);
      }
    }
    report.ratio(store, ofPepper.rates, ofBare.rates);
    report.ratio(store + ": CPU of this side, µs per job", ofPepper.micros, ofBare.micros);
  }

  private static Pace looped(FastCgiLoop loop) throws IOException {
    long self = ProcessHandle.current().pid();
    Duration before = cpu(self);
    double rate = loop.rate(CHILDREN, JOBS, FORM);
    return new Pace(rate, micros(cpu(self).minus(before)) / JOBS);
  }

  /**
   * @param rate jobs per second
   * @param micros CPU of the sending process per job
   */
  private record Pace(double rate, double micros) {}

  private static final class Paces {
    private final Samples rates = new Samples();
    private final Samples micros = new Samples();

    void add(Pace pace) {
      rates.add(pace.rate());
      micros.add(pace.micros());
    }
  }

  /**
   * A connection that the other side still keeps would hold a child that this side needs; Pepper
   * closes its idle ones after a second.
   */
  private static void awaitFreeChildren() {
    pause(2000);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String document(String address, String script) {
    return """
    {"password":"bench","topics":{"all":{"workers":%d,"paused":true,
      "delivery":{"type":"fastcgi","address":"%s","script":"%s"}}}}\
    """
        .formatted(CHILDREN, address, script);
  }

  /**
   * Jobs per second between two looks at the queue while it was being emptied, so without the times
   * to resume and to end.
   */
  private static Pace pushed(Pepper pepper) throws IOException {
    preload(pepper);
    Duration before = cpu(pepper.pid());
    pepper.rest().post(TOPIC + "/resume", "{}").expect2xx();
    long firstLook = 0;
    long firstLeft = JOBS;
    double rate = 0;
    try (RespSocket client = new RespSocket(pepper.respPort()).login("push", "bench")) {
      for (long left = JOBS; left > 0; pause(LOOK_MILLIS)) {
        left = waiting(client);
        long now = System.nanoTime();
        if (firstLeft == JOBS) {
          firstLook = now;
          firstLeft = left;
        } else if (left > 0) {
          rate = (firstLeft - left) / ((now - firstLook) / 1e9);
        }
      }
    }
    Pace pace = new Pace(rate, micros(cpu(pepper.pid()).minus(before)) / JOBS);
    pepper.rest().post(TOPIC + "/pause", "{}").expect2xx();
    check(pepper, rate);
    return pace;
  }

  private static void check(Pepper pepper, double rate) {
    JsonObject counts = pepper.counts("push", "all");
    if (counts.getInt("scheduled") + counts.getInt("dead") > 0) {
      throw new IllegalStateException("jobs failed: " + counts);
    }
    if (rate == 0) {
      throw new IllegalStateException("it was over too soon: raise -Dpepper.bench.jobs");
    }
  }

  /** Asking this seldom, and over RESP, costs next to nothing. */
  private static long waiting(RespSocket client) throws IOException {
    String reply = client.call("LLEN", "push/all");
    if (!reply.startsWith(":")) {
      throw new IOException("LLEN was answered with " + reply);
    }
    return Long.parseLong(reply.substring(1).strip());
  }

  private static void preload(Pepper pepper) throws IOException {
    try (RespSocket client = new RespSocket(pepper.respPort()).login("push", "bench")) {
      for (int pushed = 0; pushed < JOBS; pushed += 1000) {
        List<String> command = new ArrayList<>(List.of("LPUSH", "push"));
        for (int i = 0; i < 1000; i++) {
          command.add("x".repeat(64));
        }
        String reply = client.call(command.toArray(String[]::new));
        if (!reply.startsWith(":")) {
          throw new IOException("LPUSH was answered with " + reply);
        }
      }
    }
  }

  private static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(each -> each.info().totalCpuDuration()).orElseThrow();
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }
}
