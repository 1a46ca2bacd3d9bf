package io.pepper.connector.fastcgi;

import static io.pepper.connector.fastcgi.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.PhpJobs.post;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures: callers that do not know how many children php-fpm has, beside a loop that knows it and
 * keeps one connection for each, in turns against the same pool. Prints medians; run it by hand on
 * a quiet machine.
 */
final class ChildrenBesideKnownLoop {
  private static final int[] CHILDREN = {1, 2, 5};
  private static final int[] CALLERS = {4, 32};
  private static final int[] SCRIPT_MILLIS = {1, 20};
  private static final String[] KINDS = {"static", "dynamic", "ondemand"};
  private static final long ROUND_NANOS = 1_000_000_000L;

  private ChildrenBesideKnownLoop() {}

  /**
   * @param args number of rounds
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    System.out.println("| pool | script | callers | requests/s | beside the loop that knows |");
    System.out.println("|---|---|---|---|---|");
    for (String kind : KINDS) {
      for (int children : CHILDREN) {
        for (int millis : SCRIPT_MILLIS) {
          compare(kind, children, millis, rounds);
        }
      }
    }
  }

  private static void compare(String kind, int children, int millis, int rounds) throws Exception {
    PhpFpm fpm = PhpFpm.withChildren(children).with("pm", kind);
    if (kind.equals("dynamic")) {
      fpm.with("pm.start_servers", Integer.toString(children))
          .with("pm.min_spare_servers", "1")
          .with("pm.max_spare_servers", Integer.toString(children));
    }
    try (fpm) {
      fpm.start();
      FastCgiRequest request =
          post(fpm.script("nap.php", "<?php usleep(" + millis * 1000 + ");"), "a=1");
      for (int callers : CALLERS) {
        double[] unknown = new double[rounds];
        double[] known = new double[rounds];
        for (int i = -1; i < rounds; i++) {
          double first = perSecond(addressOf(fpm), request, callers);
          double second = perSecond(addressOf(fpm), request, Math.min(callers, children));
          if (i >= 0) {
            unknown[i] = first;
            known[i] = second;
          }
        }
        System.out.printf(
            "| %s, %d | %d ms | %d | %.0f | %.2f |%n",
            kind, children, millis, callers, median(unknown), median(unknown) / median(known));
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double perSecond(FastCgiAddress address, FastCgiRequest request, int callers)
      throws Exception {
    AtomicLong done = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(callers);
    try (PooledFastCgiClient client = new PooledFastCgiClient()) {
      long start = System.nanoTime();
      for (int i = 0; i < callers; i++) {
        Thread.ofPlatform()
            .start(() -> {
              while (System.nanoTime() - start < ROUND_NANOS) {
                client.exchange(address, request, Duration.ofSeconds(30));
                done.incrementAndGet();
              }
              ended.countDown();
            });
      }
      ended.await();
      double rate = done.get() * 1e9 / (System.nanoTime() - start);
      client.close();
      await().until(() -> client.openConnections(address) == 0);
      return rate;
    }
  }
}
