package io.pepper.store;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that append jobs and threads that move them in every way there is, at the same time. */
final class RandomOperations {
  private static final int PRODUCERS = 4;
  private static final int CONSUMERS = 4;
  private static final Instant DUE = Instant.ofEpochSecond(1_795_000_000);

  private final JobStore store;
  private final TopicId topic;
  private final int jobsPerProducer;
  private final Set<JobId> appended = ConcurrentHashMap.newKeySet();
  private final Queue<JobId> finished = new ConcurrentLinkedQueue<>();
  private final CountDownLatch producing = new CountDownLatch(PRODUCERS);

  RandomOperations(JobStore store, TopicId topic, int jobs) {
    this.store = store;
    this.topic = topic;
    this.jobsPerProducer = jobs / PRODUCERS;
  }

  /** Runs until nothing is left, and returns what was appended. */
  Set<JobId> run() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        running.add(threads.submit(produce(i)));
      }
      for (int i = 0; i < CONSUMERS; i++) {
        running.add(threads.submit(consume(i)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return appended;
  }

  List<JobId> seenAtTheEnd() {
    return List.copyOf(finished);
  }

  private Callable<Void> produce(int number) {
    return () -> {
      Random random = new Random(number);
      int made = 0;
      while (made < jobsPerProducer) {
        List<Job> jobs = new ArrayList<>();
        for (int i = random.nextInt(1, 9); i > 0 && made < jobsPerProducer; i--) {
          jobs.add(JobStoreContract.job("payload " + made++));
        }
        store.append(List.of(new Append(topic, jobs))).join();
        jobs.forEach(job -> appended.add(job.id()));
      }
      producing.countDown();
      return null;
    };
  }

  private Callable<Void> consume(int number) {
    return () -> {
      Random random = new Random(100 + number);
      while (producing.getCount() > 0 || !isEmpty()) {
        store.dequeue(topic, random.nextInt(1, 20)).forEach(held -> move(held, random));
        store.promoteDue(topic, DUE, random.nextInt(1, 50));
        switch (random.nextInt(20)) {
          case 0 -> store.replay(topic, random.nextInt(1, 20));
          case 1 -> store.recover(topic);
          default -> {}
        }
        if (producing.getCount() == 0) {
          store.replay(topic, 10);
        }
      }
      return null;
    };
  }

  private void move(HeldJob held, Random random) {
    Job job = held.job();
    switch (random.nextInt(8)) {
      case 0 -> store.retry(held, job.attemptStarted(DUE).failed("again"), DUE).join();
      case 1 -> store.bury(held, job.attemptStarted(DUE).failed("dead")).join();
      case 2 -> store.release(held);
      default -> {
        store.complete(held).join();
        finished.add(job.id());
      }
    }
  }

  private boolean isEmpty() {
    JobCounts counts = store.counts(topic);
    return counts.ready() + counts.scheduled() + counts.running() + counts.dead() == 0;
  }
}
