package io.pepper.store;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import io.pepper.store.setup.JobStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A measurement, not a test: a store with many waiting jobs, its start, and how fast it is emptied.
 * Arguments: data folder, number of jobs, topics.
 */
final class ManyJobs {
  private static final int BATCH = 500;
  private static final int SHORT = 50_000;

  private ManyJobs() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    int jobs = Integer.parseInt(args[1]);
    int topics = Integer.parseInt(args[2]);
    try (JobStore store = open(data)) {
      fill(store, SHORT, topics);
      drain("a short queue, cold", store, SHORT, topics);
      long start = System.nanoTime();
      fill(store, jobs, topics);
      System.out.printf("filled with %,d in %.1f s; %s%n", jobs, since(start), memory());
    }
    long start = System.nanoTime();
    try (JobStore store = open(data)) {
      System.out.printf("started in %.2f s; %s%n", since(start), memory());
      System.out.println(store.counts(topic(0)));
      drain("the first of it", store, SHORT * 10, topics);
      System.out.println(memory());
      drain("the rest", store, jobs - SHORT * 10, topics);
      System.out.println(memory() + ", " + store.counts(topic(0)));
      for (int round = 0; round < 3; round++) {
        fill(store, SHORT * 10, topics);
        drain("a short queue", store, SHORT * 10, topics);
      }
    }
  }

  private static JobStore open(Path data) {
    return JobStores.open("embedded", data, "node", Duration.ofSeconds(30));
  }

  private static TopicId topic(int number) {
    return TopicId.of("many", "topic" + number);
  }

  private static void fill(JobStore store, int jobs, int topics) {
    byte[] payload = new byte[100];
    List<CompletableFuture<long[]>> under = new ArrayList<>();
    for (int i = 0; i < jobs; i += BATCH) {
      List<Job> batch = new ArrayList<>();
      for (int j = 0; j < BATCH; j++) {
        batch.add(Job.accepted(new JobId(1L << 63 | i + j), "13613426259844415488-1-1", payload));
      }
      under.add(store.append(List.of(new Append(topic(i / BATCH % topics), batch))));
      if (under.size() == 16) {
        under.forEach(CompletableFuture::join);
        under.clear();
      }
    }
    under.forEach(CompletableFuture::join);
  }

  private static void drain(String what, JobStore store, int jobs, int topics) {
    long start = System.nanoTime();
    int done = 0;
    List<CompletableFuture<Void>> under = new ArrayList<>();
    for (int i = 0; done < jobs; i++) {
      List<HeldJob> held = store.dequeue(topic(i % topics), 100);
      done += held.size();
      under.add(store.complete(held));
      if (under.size() == 16) {
        under.forEach(CompletableFuture::join);
        under.clear();
      }
    }
    under.forEach(CompletableFuture::join);
    System.out.printf("drained %s: %,.0f jobs/s%n", what, done / since(start));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String memory() throws IOException {
    System.gc();
    long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS"))
            .findFirst()
            .orElse("");
    return "heap %,d KB, %s".formatted(heap >> 10, resident);
  }
}
