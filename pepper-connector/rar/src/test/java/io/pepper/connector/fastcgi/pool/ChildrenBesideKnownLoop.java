package io.pepper.connector.fastcgi.pool;

import static io.pepper.connector.fastcgi.pool.PhpJobs.PLENTY;
import static io.pepper.connector.fastcgi.pool.PhpJobs.addressOf;
import static io.pepper.connector.fastcgi.pool.PhpJobs.post;
import static org.awaitility.Awaitility.await;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiRequest;
import io.pepper.connector.fastcgi.wire.RawLoop;
import io.pepper.fixtures.PhpFpm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Measures: callers that do not know how many children php-fpm has, beside a bare loop that knows
 * it and keeps one connection for each, in turns against the same pool. Prints medians; run it by
 * hand on a quiet machine.
 *
 * <p>With a website's load both sides are measured by all requests that the pool has answered: the
 * bare loop leaves the website no child, and the callers share the children with it.
 */
final class ChildrenBesideKnownLoop {
  private static final List<Integer> CHILDREN = List.of(1, 2, 5);
  private static final List<Integer> CALLERS = List.of(4, 32);
  private static final List<Integer> SCRIPT_MILLIS = List.of(1, 20);
  private static final List<String> KINDS = List.of("static", "dynamic", "ondemand");
  private static final int VISITORS = 2;

  /** Enough for a thousand answers of one child, after which it is trusted. */
  private static final int WARM_UPS = 2;

  private static final long ROUND_NANOS = 1_000_000_000L;

  private ChildrenBesideKnownLoop() {}

  private enum Load {
    ALONE("alone", 1, 0),
    TWO_NODES("two nodes", 2, 0),
    WEBSITE("a website", 1, VISITORS);

    private final String words;
    private final int nodes;
    private final int visitors;

    Load(String words, int nodes, int visitors) {
      this.words = words;
      this.nodes = nodes;
      this.visitors = visitors;
    }
  }

  private interface Loop {
    long run(long endNanos) throws Exception;
  }

  /**
   * @param args number of rounds; then, to measure less than all: kind of pool, number of children,
   *     milliseconds of the script, number of callers
   */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    List<String> kinds = args.length > 1 ? List.of(args[1]) : KINDS;
    System.out.println("| pool | script | load | callers | requests/s | beside the bare loop |");
    System.out.println("|---|---|---|---|---|---|");
    for (String kind : kinds) {
      for (int children : chosen(args, 2, CHILDREN)) {
        for (int millis : chosen(args, 3, SCRIPT_MILLIS)) {
          compare(kind, children, millis, chosen(args, 4, CALLERS), rounds);
        }
      }
    }
  }

  private static List<Integer> chosen(String[] args, int index, List<Integer> all) {
    return args.length > index ? List.of(Integer.parseInt(args[index])) : all;
  }

  private static void compare(
      String kind, int children, int millis, List<Integer> counts, int rounds) throws Exception {
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
      for (Load load : kind.equals("dynamic") ? Load.values() : new Load[] {Load.ALONE}) {
        for (int callers : counts) {
          double[] unknown = new double[rounds];
          double[] known = new double[rounds];
          List<PooledFastCgiClient> nodes = nodes(load);
          for (int i = -WARM_UPS; i < rounds; i++) {
            double first = unknown(nodes, addressOf(fpm), request, callers, load);
            double second = known(addressOf(fpm), request, Math.min(callers, children), load);
            if (i >= 0) {
              unknown[i] = first;
              known[i] = second;
            }
          }
          nodes.forEach(PooledFastCgiClient::close);
          System.out.printf(
              "| %s, %d | %d ms | %s | %d | %.0f | %.2f |%n",
              kind,
              children,
              millis,
              load.words,
              callers,
              median(unknown),
              median(unknown) / median(known));
        }
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static List<PooledFastCgiClient> nodes(Load load) {
    return Stream.generate(PooledFastCgiClient::new).limit(load.nodes).toList();
  }

  private static double unknown(
      List<PooledFastCgiClient> nodes,
      FastCgiAddress address,
      FastCgiRequest request,
      int callers,
      Load load)
      throws Exception {
    List<Loop> loops = visitors(address, request, load);
    for (int i = 0; i < callers; i++) {
      PooledFastCgiClient node = nodes.get(i % nodes.size());
      loops.add(end -> callPooled(node, address, request, end));
    }
    double rate = perSecond(loops);
    for (PooledFastCgiClient node : nodes) {
      // Only one side may hold the children at a time.
      await().until(() -> node.openConnections(address) == 0);
    }
    return rate;
  }

  private static double known(
      FastCgiAddress address, FastCgiRequest request, int children, Load load) throws Exception {
    List<Loop> loops = visitors(address, request, load);
    for (int i = 0; i < children; i++) {
      loops.add(end -> RawLoop.onOneConnection(address, request, end));
    }
    return perSecond(loops);
  }

  private static List<Loop> visitors(FastCgiAddress address, FastCgiRequest request, Load load) {
    List<Loop> loops = new ArrayList<>();
    for (int i = 0; i < load.visitors; i++) {
      loops.add(end -> RawLoop.onConnectionEach(address, request, end));
    }
    return loops;
  }

  private static long callPooled(
      PooledFastCgiClient client, FastCgiAddress address, FastCgiRequest request, long end) {
    long count = 0;
    while (System.nanoTime() < end) {
      client.exchange(address, request, PLENTY);
      count += System.nanoTime() < end ? 1 : 0;
    }
    return count;
  }

  private static double perSecond(List<Loop> loops) throws Exception {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      long start = System.nanoTime();
      List<Future<Long>> counts = new ArrayList<>();
      for (Loop loop : loops) {
        counts.add(threads.submit(() -> loop.run(start + ROUND_NANOS)));
      }
      long done = 0;
      for (Future<Long> count : counts) {
        done += count.get();
      }
      return done * 1e9 / ROUND_NANOS;
    }
  }
}
