package io.pepper.store.embedded;

import io.pepper.job.JobJson;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The changes that add jobs: refused while the disk is full, as no other change is. Jobs are
 * encoded on the caller's thread. Safe for any number of threads.
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
    List<EncodedAppend> encoded = EncodedAppend.of(entries);
    return thread.change(
        EncodedAppend.bytes(encoded), JobAdditions::refuseIfFull, open -> append(open, encoded));
  }

  private long[] append(TopicJobsTable open, List<EncodedAppend> entries) {
    long[] ready = new long[entries.size()];
    for (int i = 0; i < ready.length; i++) {
      TopicJobs jobs = open.of(entries.get(i).topic());
      jobs.append(entries.get(i).jobs());
      ready[i] = jobs.readyCount();
      dequeues.pushed(entries.get(i).topic());
    }
    return ready;
  }

  private static void refuseIfFull(TopicJobsTable open) {
    if (!open.hasRoom()) {
      throw new DiskFullException();
    }
  }

  CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    List<byte[]> texts = texts(entries);
    return thread.change(
        length(texts),
        JobAdditions::refuseIfFull,
        open -> {
          schedule(open, entries, texts);
          return null;
        });
  }

  private static List<byte[]> texts(List<DelayedJob> entries) {
    return entries.stream().map(entry -> JobJson.write(entry.job())).toList();
  }

  private static long length(List<byte[]> texts) {
    return texts.stream().mapToLong(text -> text.length).sum();
  }

  private static void schedule(TopicJobsTable open, List<DelayedJob> entries, List<byte[]> texts) {
    for (int i = 0; i < texts.size(); i++) {
      DelayedJob entry = entries.get(i);
      open.of(entry.topic()).schedule(texts.get(i), entry.due());
    }
  }

  CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed) {
    List<EncodedAppend> encoded = EncodedAppend.of(ready);
    List<byte[]> later = texts(delayed);
    return thread.change(
        EncodedAppend.bytes(encoded) + length(later),
        JobAdditions::refuseIfFull,
        open -> {
          schedule(open, delayed, later);
          return append(open, encoded);
        });
  }
}
