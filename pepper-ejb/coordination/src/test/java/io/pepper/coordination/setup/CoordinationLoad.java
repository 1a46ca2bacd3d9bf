package io.pepper.coordination.setup;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.coordination.etcd.EtcdCoordination;
import io.pepper.fixtures.EtcdServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * A load to measure an adapter with, not a test: virtual threads that change keys and wait.
 * Arguments: {@code etcd} or a folder for the embedded adapter, seconds, number of keys, then the
 * numbers of threads to measure with.
 */
final class CoordinationLoad {
  private static final byte[] VALUE = new byte[200];

  private CoordinationLoad() {}

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[1]);
    int keys = Integer.parseInt(args[2]);
    try (EtcdServer server = args[0].equals("etcd") ? new EtcdServer().start() : null;
        Coordination coordination = open(args[0], server)) {
      System.out.println(coordination.describe());
      for (int i = 3; i < args.length; i++) {
        int threads = Integer.parseInt(args[i]);
        measure("put", threads, seconds, () -> coordination.put(key(keys), VALUE));
        measure("commit", threads, seconds, () -> coordination.commit(three(keys)));
      }
    }
  }

  private static Coordination open(String where, EtcdServer server) throws Exception {
    return server == null
        ? new EmbeddedCoordination(Files.createDirectories(Path.of(where)))
        : new EtcdCoordination(List.of(server.url()), Duration.ofMinutes(1));
  }

  private static Transaction three(int keys) {
    int first = ThreadLocalRandom.current().nextInt(keys);
    return Transaction.expecting("never/there", 0)
        .put("load/" + first, VALUE)
        .put("more/" + first, VALUE)
        .delete("load/" + (first + 1));
  }

  private static String key(int keys) {
    return "load/" + ThreadLocalRandom.current().nextInt(keys);
  }

  private static void measure(String what, int threads, int seconds, Runnable change)
      throws Exception {
    LongAdder changes = new LongAdder();
    Duration ours = cpu(ProcessHandle.current());
    Duration servers = cpuOfServers();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(() -> {
              while (System.nanoTime() < end) {
                change.run();
                changes.increment();
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s, %d threads: %,.0f changes/s, CPU each: %,.0f us, in the server %,.0f us%n",
        what,
        threads,
        changes.sum() / elapsed,
        cpu(ProcessHandle.current()).minus(ours).toNanos() / 1e3 / changes.sum(),
        cpuOfServers().minus(servers).toNanos() / 1e3 / changes.sum());
  }

  private static Duration cpuOfServers() {
    return ProcessHandle.current()
        .descendants()
        .map(CoordinationLoad::cpu)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
