package io.pepper.bus.dispatch;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.ListedJob;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The job store in memory, which a test can make unavailable. */
final class MemoryStore implements JobStore {
  private static final class Shelf {
    final Deque<Job> ready = new ArrayDeque<>();
    final Map<JobId, Job> running = new LinkedHashMap<>();
    final List<DelayedJob> scheduled = new ArrayList<>();
    final Deque<Job> dead = new ArrayDeque<>();
    long succeeded;
    long failed;
  }

  private final Map<TopicId, Shelf> shelves = new HashMap<>();
  private final Map<TopicId, WaitingDequeue> standing = new HashMap<>();
  private Consumer<TopicId> listener = topic -> {};
  private volatile boolean down;
  private volatile boolean shared = true;
  private int takes;
  private int recoveries;

  void shared(boolean shared) {
    this.shared = shared;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  void down(boolean down) {
    this.down = down;
  }

  synchronized int recoveries() {
    return recoveries;
  }

  synchronized int takes() {
    return takes;
  }

  private Shelf shelf(TopicId topic) {
    if (down) {
      throw new StoreUnavailableException("the store is down", null);
    }
    return shelves.computeIfAbsent(topic, id -> new Shelf());
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<long[]> append(List<Append> entries) {
    long[] lengths = new long[entries.size()];
    for (int i = 0; i < lengths.length; i++) {
      Shelf shelf = shelf(entries.get(i).topic());
      shelf.ready.addAll(entries.get(i).jobs());
      lengths[i] = shelf.ready.size();
    }
    entries.forEach(each -> carryOut(each.topic()));
    return CompletableFuture.completedFuture(lengths);
  }

  @Override
  public synchronized CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    entries.forEach(each -> shelf(each.topic()).scheduled.add(each));
    return done();
  }

  @Override
  public synchronized CompletableFuture<long[]> storeTogether(
      List<Append> ready, List<DelayedJob> delayed) {
    schedule(delayed);
    return append(ready);
  }

  @Override
  public synchronized List<HeldJob> dequeue(TopicId topic, int max) {
    takes++;
    Shelf shelf = shelf(topic);
    List<HeldJob> taken = new ArrayList<>();
    while (taken.size() < max && !shelf.ready.isEmpty()) {
      Job job = shelf.ready.poll();
      shelf.running.put(job.id(), job);
      taken.add(new HeldJob(topic, job, new byte[0]));
    }
    return taken;
  }

  /** Carried out at once with each append, on its caller's thread. */
  @Override
  public synchronized void placeDequeue(TopicId topic, WaitingDequeue take) {
    standing.put(topic, take);
  }

  private void carryOut(TopicId topic) {
    WaitingDequeue take = standing.get(topic);
    if (take != null && take.claim()) {
      take.complete(dequeue(topic, take.max()));
    }
    if (!shelf(topic).ready.isEmpty()) {
      listener.accept(topic);
    }
  }

  private Shelf off(HeldJob held) {
    Shelf shelf = shelf(held.topic());
    if (shelf.running.remove(held.job().id()) == null) {
      throw new IllegalStateException(held.job() + " is not held");
    }
    return shelf;
  }

  @Override
  public synchronized CompletableFuture<Void> complete(List<HeldJob> held) {
    held.forEach(this::off);
    return done();
  }

  @Override
  public synchronized void release(HeldJob held) {
    off(held).ready.addFirst(held.job());
  }

  @Override
  public synchronized CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    off(held).scheduled.add(new DelayedJob(held.topic(), changed, due));
    return done();
  }

  @Override
  public synchronized CompletableFuture<Void> bury(HeldJob held, Job changed) {
    off(held).dead.addFirst(changed);
    return done();
  }

  @Override
  public synchronized int promoteDue(TopicId topic, Instant now, int max) {
    Shelf shelf = shelf(topic);
    List<DelayedJob> due =
        shelf.scheduled.stream().filter(each -> !each.due().isAfter(now)).limit(max).toList();
    shelf.scheduled.removeAll(due);
    due.forEach(each -> shelf.ready.add(each.job()));
    return due.size();
  }

  @Override
  public synchronized Optional<Instant> nextDue(TopicId topic) {
    return shelf(topic).scheduled.stream().map(DelayedJob::due).min(Comparator.naturalOrder());
  }

  @Override
  public synchronized int replay(TopicId topic, int limit) {
    Shelf shelf = shelf(topic);
    int count = 0;
    for (; count < limit && !shelf.dead.isEmpty(); count++) {
      shelf.ready.add(shelf.dead.pollLast().replayed());
    }
    return count;
  }

  @Override
  public int replay(TopicId topic, List<JobId> ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long purgeDead(TopicId topic, long limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int delete(TopicId topic, JobState state, List<JobId> ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized JobListPage browse(
      TopicId topic, JobState state, Optional<String> cursor, int limit) {
    Shelf shelf = shelf(topic);
    List<ListedJob> jobs =
        switch (state) {
          case READY ->
              shelf.ready.stream().map(job -> new ListedJob(job, Optional.empty(), "")).toList();
          case RUNNING ->
              shelf.running.values().stream()
                  .map(job -> new ListedJob(job, Optional.empty(), ""))
                  .toList();
          case SCHEDULED ->
              shelf.scheduled.stream()
                  .map(each -> new ListedJob(each.job(), Optional.of(each.due()), ""))
                  .toList();
          case DEAD ->
              shelf.dead.stream().map(job -> new ListedJob(job, Optional.empty(), "")).toList();
        };
    return new JobListPage(jobs, Optional.empty());
  }

  @Override
  public synchronized JobCounts counts(TopicId topic) {
    Shelf shelf = shelf(topic);
    return new JobCounts(
        shelf.ready.size(),
        shelf.scheduled.size(),
        shelf.running.size(),
        shelf.dead.size(),
        shelf.succeeded,
        shelf.failed);
  }

  @Override
  public synchronized Optional<Job> oldestReady(TopicId topic) {
    return Optional.ofNullable(shelf(topic).ready.peek());
  }

  @Override
  public synchronized void addFigures(TopicId topic, long succeeded, long failed) {
    Shelf shelf = shelf(topic);
    shelf.succeeded += succeeded;
    shelf.failed += failed;
  }

  @Override
  public synchronized int recover(TopicId topic) {
    shelf(topic);
    recoveries++;
    return 0;
  }

  @Override
  public synchronized void onReady(Consumer<TopicId> newListener) {
    listener = newListener;
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public void check() {}

  @Override
  public void close() {}
}
