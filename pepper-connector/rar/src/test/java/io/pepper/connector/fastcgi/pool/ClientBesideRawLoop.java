package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.wire.RawLoop;
import io.pepper.fixtures.PhpFpm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures: the client beside the least a client can do, four callers on four kept sockets, in
 * turns against the same php-fpm. Prints medians; run it by hand on a quiet machine.
 */
final class ClientBesideRawLoop {
  private static final int CALLERS = 4;
  private static final int WARM_UP = 5;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long ROUND_NANOS = 700_000_000L;

  private ClientBesideRawLoop() {}

  /**
   * @param args number of rounds; "unix" for a unix socket
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    PhpFpm fpm = PhpFpm.withChildren(CALLERS);
    if (args.length > 1) {
      fpm.onUnixSocket();
    }
    try (fpm;
        PooledFastCgiClient client = new PooledFastCgiClient()) {
      fpm.start();
      FastCgiRequest request =
          post(
              fpm.script("job.php", "<?php header('Code: 200'); echo 'ok';"),
              "a=" + "x".repeat(250));
      Rounds pooled = new Rounds();
      Rounds raw = new Rounds();
      Rounds rawVirtual = new Rounds();
      for (int i = 0; i < rounds + WARM_UP; i++) {
        pooled.add(measure(() -> callPooled(client, addressOf(fpm), request), Thread.ofVirtual()));
        // Only one side may hold the children at a time.
        await().until(() -> client.openConnections(addressOf(fpm)) == 0);
        raw.add(measure(() -> callRaw(addressOf(fpm), request), Thread.ofPlatform()));
        rawVirtual.add(measure(() -> callRaw(addressOf(fpm), request), Thread.ofVirtual()));
      }
      pooled.report("client", raw);
      raw.report("raw loop", raw);
      rawVirtual.report("raw loop on virtual threads", raw);
    }
  }

  /** What one side achieved, round by round. */
  private static final class Rounds {
    private final List<double[]> rounds = new ArrayList<>();

    void add(double[] round) {
      rounds.add(round);
    }

    double median(int figure) {
      double[] sorted =
          rounds.stream().skip(WARM_UP).mapToDouble(each -> each[figure]).sorted().toArray();
      return sorted[sorted.length / 2];
    }

    void report(String name, Rounds other) {
      System.out.printf(
          "%-28s %6.0f/s (%.2f of the raw loop), CPU of this process %.1f us each%n",
          name, median(0), median(0) / other.median(0), median(1));
    }
  }

  private static double[] measure(Callable<Long> caller, Thread.Builder threads) throws Exception {
    AtomicLong requests = new AtomicLong();
    CountDownLatch done = new CountDownLatch(CALLERS);
    long start = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < CALLERS; i++) {
      threads.start(() -> {
        try {
          requests.addAndGet(caller.call());
        } catch (Exception e) {
          e.printStackTrace();
        }
        done.countDown();
      });
    }
    done.await();
    double count = requests.get();
    return new double[] {
      count * 1e9 / (System.nanoTime() - start), (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / count
    };
  }

  private static long callPooled(
      FastCgiClient client, FastCgiAddress address, FastCgiRequest request) {
    long end = System.nanoTime() + ROUND_NANOS;
    long count = 0;
    while (System.nanoTime() < end) {
      client.exchange(address, request, PLENTY);
      count++;
    }
    return count;
  }

  private static long callRaw(FastCgiAddress address, FastCgiRequest request) throws IOException {
    return RawLoop.onOneConnection(address, request, System.nanoTime() + ROUND_NANOS);
  }
}
