package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue that is much longer than what memory should hold. */
class ManyJobsTest {
  private static final int JOBS = Boolean.getBoolean("pepper.long") ? 10_000_000 : 1_000_000;
  private static final int BATCH = 500;
  private static final int UNDER_WAY = 16;
  private static final long MAX_HEAP_BYTES = 40 << 20;
  private static final Duration MAX_START = Duration.ofSeconds(10);
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");

  @TempDir Path data;

  private final List<CompletableFuture<?>> underWay = new ArrayList<>();

  @Test
  void keepsNothingOfAWaitingJobInMemory() {
    long before = heap();
    try (JobStore store = EmbeddedJobStore.open(data, DEADLINE)) {
      fill(store);
      assertThat(heap() - before).isLessThan(MAX_HEAP_BYTES);
    }
    long start = System.nanoTime();
    try (JobStore store = EmbeddedJobStore.open(data, DEADLINE)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MAX_START);
      assertThat(store.counts(TOPIC).ready()).isEqualTo(JOBS);
      drain(store);
      assertThat(store.counts(TOPIC).ready()).isZero();
      assertThat(heap() - before).isLessThan(MAX_HEAP_BYTES);
    }
  }

  private void fill(JobStore store) {
    byte[] payload = new byte[20];
    for (int i = 0; i < JOBS; i += BATCH) {
      List<Job> batch = new ArrayList<>();
      for (int j = 0; j < BATCH; j++) {
        batch.add(Job.accepted(new JobId(1L << 63 | i + j), "trace", payload));
      }
      await(store.append(List.of(new Append(TOPIC, batch))));
    }
    awaitAll();
  }

  private void drain(JobStore store) {
    long expected = 1L << 63;
    boolean isInOrder = true;
    List<HeldJob> held = store.dequeue(TOPIC, BATCH);
    while (!held.isEmpty()) {
      for (HeldJob one : held) {
        isInOrder &= one.job().id().bits() == expected++;
      }
      await(store.complete(held));
      held = store.dequeue(TOPIC, BATCH);
    }
    awaitAll();
    assertThat(isInOrder).isTrue();
  }

  private void await(CompletableFuture<?> future) {
    underWay.add(future);
    if (underWay.size() == UNDER_WAY) {
      awaitAll();
    }
  }

  private void awaitAll() {
    underWay.forEach(CompletableFuture::join);
    underWay.clear();
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
