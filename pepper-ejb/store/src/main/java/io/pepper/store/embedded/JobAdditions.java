package io.pepper.store.embedded;

import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import io.pepper.store.embedded.log.JobLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The changes that add jobs: refused while the disk is full, as no other change is. Safe for any
 * number of threads.
 */
final class JobAdditions {
  private final JobWriterThread thread;
  private final WaitingDequeues dequeues;

  /**
   * @param dequeues those that wait for what is added
   */
  JobAdditions(JobWriterThread thread, WaitingDequeues dequeues) {
    this.thread = thread;
    this.dequeues = dequeues;
  }

  CompletableFuture<long[]> append(List<Append> entries) {
    long bytes = bytesOf(entries);
    return thread.add(
        bytes,
        open -> {
          open.log().begin(bytes);
          return append(open, entries);
        });
  }

  private static long bytesOf(List<Append> entries) {
    long bytes = 0;
    for (Append entry : entries) {
      for (int i = 0; i < entry.jobs().size(); i++) {
        bytes += JobLog.bytesOf(entry.topic(), entry.jobs().get(i));
      }
    }
    return bytes;
  }

  private long[] append(TopicJobsTable open, List<Append> entries) throws IOException {
    long[] ready = new long[entries.size()];
    for (int i = 0; i < ready.length; i++) {
      Append entry = entries.get(i);
      TopicJobs jobs = open.of(entry.topic());
      jobs.append(entry.jobs());
      ready[i] = jobs.readyCount();
      dequeues.pushed(entry.topic());
    }
    return ready;
  }

  CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    long bytes = bytesOfDelayed(entries);
    return thread.add(
        bytes,
        open -> {
          open.log().begin(bytes);
          schedule(open, entries);
          return null;
        });
  }

  private static long bytesOfDelayed(List<DelayedJob> entries) {
    long bytes = 0;
    for (DelayedJob entry : entries) {
      bytes += JobLog.bytesOf(entry.topic(), entry.job());
    }
    return bytes;
  }

  private static void schedule(TopicJobsTable open, List<DelayedJob> entries) throws IOException {
    for (DelayedJob entry : entries) {
      open.of(entry.topic()).schedule(entry.job(), entry.due());
    }
  }

  CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed) {
    long bytes = bytesOf(ready) + bytesOfDelayed(delayed);
    return thread.add(
        bytes,
        open -> {
          open.log().begin(bytes);
          schedule(open, delayed);
          return append(open, ready);
        });
  }
}
