package io.pepper.discovery.cluster;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.fixtures.EtcdServer;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A load to measure the bare registry with, not a test: registers instances, changes and renews
 * them. Arguments: {@code etcd} or a folder for the embedded coordination, number of instances,
 * instances per application, then the numbers of threads to measure with.
 */
final class RegistryLoad {
  private RegistryLoad() {}

  public static void main(String[] args) throws Exception {
    int instances = Integer.parseInt(args[1]);
    int perApp = Integer.parseInt(args[2]);
    try (EtcdServer etcd = args[0].equals("etcd") ? new EtcdServer().start() : null;
        Coordination coordination = Coordinations.open(settings(args[0], etcd));
        SharedRegistry registry =
            new SharedRegistry(coordination, Samples.terms("load"), Clock.systemUTC())) {
      System.out.println(coordination.describe());
      registry.open();
      long before = usedBytes();
      String version = "first";
      for (int i = 3; i < args.length; i++) {
        int threads = Integer.parseInt(args[i]);
        String address = version;
        measure(
            "register",
            threads,
            instances,
            n -> registry.register(Samples.registration(key(n, perApp), address, Origin.HTTP)));
        if (i == 3) {
          System.out.printf("%,d bytes per instance%n", (usedBytes() - before) / instances);
          registry.applications();
          System.out.printf(
              "%,d with a snapshot of every application%n", (usedBytes() - before) / instances);
        }
        measure(
            "renew",
            threads,
            100 * instances,
            n -> registry.renew(key(n % instances, perApp)).orElseThrow());
        version = "by" + threads;
      }
      System.out.println(registry.figures());
    }
  }

  private static Settings settings(String where, EtcdServer etcd) {
    return etcd == null
        ? Settings.of(Map.of("pepper.data", Path.of(where).toString()))
        : Settings.of(Map.of("pepper.coordination", etcd.setting()));
  }

  private static InstanceKey key(int number, int perApp) {
    AppKey app = new AppKey("prod", "goim.comet" + number / perApp);
    return new InstanceKey(app, "sh001", "host-" + number);
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void measure(String what, int threads, int times, IntConsumer each)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    Duration cpu = cpu();
    long start = System.nanoTime();
    // Virtual threads that never wait would leave nothing for the registry's own.
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(() -> {
              for (int n = next.getAndIncrement(); n < times; n = next.getAndIncrement()) {
                each.accept(n);
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s, %d threads: %,.0f/s, CPU each %,.1f us%n",
        what, threads, times / elapsed, cpu().minus(cpu).toNanos() / 1e3 / times);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
