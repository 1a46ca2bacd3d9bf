package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Jobs in a file of this node. Every change is on disk before its future completes; callers of the
 * moment share the flush. Figures are written with the next change or within a second.
 */
public final class EmbeddedJobStore implements JobStore {
  private static final String FILE = "jobs/jobs.mv";

  /** Roughly what a job in a list of finished ones costs while it waits. */
  private static final int HANDLE_BYTES = 100;

  private final Path path;
  private final TopicJobsTable shelves;
  private final WaitingDequeues standing = new WaitingDequeues();
  private final JobWriterThread thread;

  EmbeddedJobStore(Path path, TopicJobsTable shelves, Duration deadline) {
    this.path = path;
    this.shelves = shelves;
    this.thread = new JobWriterThread(shelves, deadline, standing::run);
  }

  /**
   * Opens, or creates, {@code <data>/jobs/jobs.mv}.
   *
   * @param deadline of every operation, at least 100 ms
   * @throws StoreUnavailableException if it cannot be used, for example because another process has
   *     it open
   */
  public static EmbeddedJobStore open(Path data, Duration deadline) {
    Path path = data.resolve(FILE).toAbsolutePath();
    return new EmbeddedJobStore(path, new TopicJobsTable(path), deadline);
  }

  /** One topic's jobs as they are stored. */
  private record Texts(TopicId topic, byte[][] jobs) {}

  @Override
  public CompletableFuture<long[]> append(List<Append> entries) {
    List<Texts> texts = texts(entries);
    return thread.change(bytes(texts), EmbeddedJobStore::refuseIfFull, open -> append(open, texts));
  }

  private static List<Texts> texts(List<Append> entries) {
    List<Texts> texts = new ArrayList<>(entries.size());
    for (Append entry : entries) {
      byte[][] jobs = new byte[entry.jobs().size()][];
      for (int i = 0; i < jobs.length; i++) {
        jobs[i] = JobJson.write(entry.jobs().get(i));
      }
      texts.add(new Texts(entry.topic(), jobs));
    }
    return texts;
  }

  private static long bytes(List<Texts> entries) {
    long bytes = 0;
    for (Texts entry : entries) {
      for (byte[] job : entry.jobs()) {
        bytes += job.length;
      }
    }
    return bytes;
  }

  private long[] append(TopicJobsTable open, List<Texts> entries) {
    long[] ready = new long[entries.size()];
    for (int i = 0; i < ready.length; i++) {
      TopicJobs shelf = open.of(entries.get(i).topic());
      shelf.append(entries.get(i).jobs());
      ready[i] = shelf.readyCount();
      standing.pushed(entries.get(i).topic());
    }
    return ready;
  }

  private static void refuseIfFull(TopicJobsTable open) {
    if (!open.hasRoom()) {
      throw new DiskFullException();
    }
  }

  @Override
  public CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    List<byte[]> texts = entries.stream().map(entry -> JobJson.write(entry.job())).toList();
    return thread.change(
        length(texts),
        EmbeddedJobStore::refuseIfFull,
        open -> {
          schedule(open, entries, texts);
          return null;
        });
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

  @Override
  public CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed) {
    List<Texts> texts = texts(ready);
    List<byte[]> later = delayed.stream().map(entry -> JobJson.write(entry.job())).toList();
    return thread.change(
        bytes(texts) + length(later),
        EmbeddedJobStore::refuseIfFull,
        open -> {
          schedule(open, delayed, later);
          return append(open, texts);
        });
  }

  @Override
  public List<HeldJob> dequeue(TopicId topic, int max) {
    return await(
        thread.read(
            open -> open.of(topic).dequeue(max),
            (open, held) -> held.reversed().forEach(open.of(topic)::release)));
  }

  @Override
  public void placeDequeue(TopicId topic, WaitingDequeue take) {
    standing.place(topic, take);
  }

  @Override
  public CompletableFuture<Void> complete(HeldJob held) {
    return complete(List.of(held));
  }

  @Override
  public CompletableFuture<Void> complete(List<HeldJob> done) {
    return thread.change(
        (long) HANDLE_BYTES * done.size(),
        open -> {
          for (HeldJob held : done) {
            open.of(held.topic()).complete(held);
          }
          return null;
        });
  }

  @Override
  public void release(HeldJob held) {
    read(open -> {
      open.of(held.topic()).release(held);
      return null;
    });
  }

  @Override
  public CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    byte[] text = JobJson.write(changed);
    return change(text.length, held.topic(), shelf -> shelf.retry(held, text, due));
  }

  @Override
  public CompletableFuture<Void> bury(HeldJob held, Job changed) {
    byte[] text = JobJson.write(changed);
    return change(text.length, held.topic(), shelf -> shelf.bury(held, text));
  }

  private CompletableFuture<Void> change(long bytes, TopicId topic, Consumer<TopicJobs> change) {
    return thread.change(
        bytes,
        open -> {
          change.accept(open.of(topic));
          return null;
        });
  }

  @Override
  public int promoteDue(TopicId topic, Instant now, int max) {
    return await(thread.change(0, open -> open.of(topic).promoteDue(now, max)));
  }

  @Override
  public Optional<Instant> nextDue(TopicId topic) {
    return read(open -> open.of(topic).nextDue());
  }

  @Override
  public int replay(TopicId topic, int limit) {
    return await(thread.change(0, open -> open.of(topic).replay(limit)));
  }

  @Override
  public int replay(TopicId topic, List<JobId> ids) {
    Set<JobId> wanted = new HashSet<>(ids);
    return await(thread.change(0, open -> open.of(topic).replay(wanted)));
  }

  @Override
  public long purgeDead(TopicId topic) {
    return await(thread.change(0, open -> open.of(topic).purgeDead()));
  }

  @Override
  public JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit) {
    return read(open -> JobPager.page(open.of(topic), state, cursor, limit));
  }

  @Override
  public JobCounts counts(TopicId topic) {
    return read(open -> open.of(topic).counts());
  }

  @Override
  public Optional<Job> oldestReady(TopicId topic) {
    return read(open -> open.of(topic).oldestReady());
  }

  @Override
  public void addFigures(TopicId topic, long succeeded, long failed) {
    read(open -> {
      open.of(topic).addFigures(succeeded, failed);
      return null;
    });
  }

  /** Nothing to do: what ran when the process ended is ready when the file is opened. */
  @Override
  public int recover(TopicId topic) {
    return 0;
  }

  @Override
  public void onReady(Consumer<TopicId> listener) {
    standing.onReady(listener);
  }

  @Override
  public String describe() {
    return "file " + path + ", every change on disk (fsync) before it is acknowledged";
  }

  @Override
  public void check() {
    if (!read(TopicJobsTable::hasRoom)) {
      throw new DiskFullException();
    }
  }

  @Override
  public void close() {
    thread.close();
    shelves.close();
  }

  private <T> T read(Function<TopicJobsTable, T> work) {
    return await(thread.read(work));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
