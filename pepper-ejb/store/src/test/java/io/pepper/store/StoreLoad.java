package io.pepper.store;

import com.sun.management.OperatingSystemMXBean;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import io.pepper.store.setup.JobStores;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A load to measure a store with, not a test: virtual threads that append and wait, then consumers
 * that complete what was appended. Arguments: address, data folder, threads, jobs per append,
 * seconds.
 */
final class StoreLoad {
  private static final byte[] PAYLOAD =
      "x".repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final AtomicLong IDS = new AtomicLong(1L << 63 | 1L << 40);

  private StoreLoad() {}

  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[2]);
    int batch = Integer.parseInt(args[3]);
    int seconds = Integer.parseInt(args[4]);
    TopicId topic = TopicId.of("load", "topic");
    try (JobStore store = JobStores.open(args[0], Path.of(args[1]), "load")) {
      System.out.println(store.describe());
      for (int round = 0; round < 3; round++) {
        measure("append", threads, seconds, () -> append(store, topic, batch));
      }
      measure("take and complete", 4, 60, () -> consume(store, topic));
      System.out.println(store.counts(topic));
    }
  }

  private interface Step {
    /** Returns how many jobs, 0 to end. */
    int run();
  }

  private static int append(JobStore store, TopicId topic, int batch) {
    List<Job> jobs = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      jobs.add(Job.accepted(new JobId(IDS.getAndIncrement()), "13613426259844415488-1-1", PAYLOAD));
    }
    store.append(List.of(new Append(topic, jobs))).join();
    return batch;
  }

  private static int consume(JobStore store, TopicId topic) {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    for (HeldJob held : store.dequeue(topic, 100)) {
      done.add(store.complete(held));
    }
    done.forEach(CompletableFuture::join);
    return done.size();
  }

  private static void measure(String what, int threads, int seconds, Step step) throws Exception {
    var cpu = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    LongAdder jobs = new LongAdder();
    long cpuBefore = cpu.getProcessCpuTime();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            executor.submit(() -> {
              int count;
              while (System.nanoTime() < end && (count = step.run()) > 0) {
                jobs.add(count);
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    double used = (cpu.getProcessCpuTime() - cpuBefore) / 1e3;
    System.out.printf(
        "%s: %,.0f jobs/s, %.2f us CPU each%n", what, jobs.sum() / elapsed, used / jobs.sum());
  }
}
