package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.Answer;
import io.pepper.bus.delivery.Parcel;
import io.pepper.bus.delivery.Progress;
import io.pepper.bus.figures.TopicFigures;
import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Held;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The workers of one topic: they live only while there are jobs, fetch from the bench, deliver, and
 * hand the answer to the outcome. What they deliver to may change between two deliveries.
 */
final class Workers {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());

  private final TopicId topic;
  private final Bench bench;
  private final Outcomes outcomes;
  private final TopicFigures figures;
  private final Supplier<String> traceIds;
  private final Clock clock;
  private final Couriers couriers;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private volatile Target target;
  private volatile int capacity;
  private volatile boolean moved;

  Workers(
      TopicId topic, Bench bench, Outcomes outcomes, TopicFigures figures, Surroundings around) {
    this.topic = topic;
    this.bench = bench;
    this.outcomes = outcomes;
    this.figures = figures;
    this.traceIds = around.traceIds();
    this.clock = around.clock();
    this.couriers = around.couriers();
  }

  void deliverTo(Target target) {
    moved = moved || this.target != null && !target.sameConsumer(this.target);
    this.target = target;
  }

  /**
   * How many deliveries at once are of use: those that the consumer can take, and those that are
   * still under way to the one before.
   */
  int useful() {
    Target to = target;
    return (int) Math.min(Integer.MAX_VALUE, to.capacity() + (moved ? elsewhere(to) : 0L));
  }

  private long elsewhere(Target to) {
    long elsewhere = running.stream().filter(each -> !to.sameConsumer(each.target())).count();
    moved = elsewhere > 0;
    return elsewhere;
  }

  /** Starts workers that the bench has counted; without memory for a thread fewer are started. */
  void start(int count) {
    for (int started = 0; started < count; started++) {
      try {
        couriers.execute(this::work);
      } catch (OutOfMemoryError e) {
        LOG.log(Level.ERROR, "no thread for a worker of " + topic + "; others go on", e);
        bench.notStarted(count - started);
        return;
      }
    }
  }

  private void work() {
    for (List<Held> load = bench.next(); !load.isEmpty(); load = bench.next()) {
      carry(load);
    }
  }

  private void carry(List<Held> load) {
    Target to = target;
    Running delivery = new Running(load, Thread.currentThread(), to);
    running.add(delivery);
    try {
      List<Job> started = started(load);
      Answer answer = deliver(to, started, progressOf(delivery, to));
      bench.observe(answer.duration().toNanos(), bytes(started));
      if (delivery.settle()) {
        outcomes.settle(delivery, started, answer, to.definition().retry());
      }
    } finally {
      running.remove(delivery);
    }
  }

  /** Counts the attempt before it is made: consumers read the number of the present one. */
  private List<Job> started(List<Held> load) {
    List<Job> before = new ArrayList<>(load.size());
    List<Job> started = new ArrayList<>(load.size());
    Instant now = clock.instant();
    for (Held each : load) {
      before.add(each.job());
      started.add(each.job().attemptStarted(now));
    }
    figures.started(before);
    return started;
  }

  private Progress progressOf(Running delivery, Target to) {
    return new Progress() {
      @Override
      public void begun() {
        Workers.this.begun(delivery, to);
      }

      @Override
      public void another() {
        delivery.another();
      }
    };
  }

  /** The consumer had a place for this one; it may have more. */
  private void begun(Running delivery, Target to) {
    delivery.begin();
    int now = to.capacity();
    if (now != capacity) {
      capacity = now;
      start(bench.add(List.of()));
    }
  }

  private Answer deliver(Target to, List<Job> started, Progress progress) {
    long start = System.nanoTime();
    try {
      return to.carrier()
          .deliver(new Parcel(topic, started, traceIds.get()), to.definition().timeout(), progress);
    } catch (RuntimeException | Error e) {
      // The edge of this thread: a carrier answers for its consumer, this is a fault of ours, or
      // memory has run out. Its jobs and its place must not get lost with it.
      LOG.log(Level.ERROR, "delivery for " + topic + " of " + started + " ended abnormally", e);
      return Answer.failed("Pepper could not deliver: " + e, System.nanoTime() - start);
    }
  }

  private static long bytes(List<Job> jobs) {
    long bytes = 0;
    for (Job job : jobs) {
      bytes += job.payload().length;
    }
    return bytes / jobs.size();
  }

  int running() {
    return running.size();
  }

  /** Also counts who has fetched and not begun: {@link #running} does not have it yet. */
  boolean isIdle() {
    return bench.busy() == 0;
  }

  /** Breaks off what has not begun. */
  void abortWaiting() {
    running.forEach(Running::abortUnlessBegun);
  }

  void abort() {
    running.forEach(Running::abort);
  }

  /** Gives back the jobs of deliveries that do not even end when aborted. */
  void abandon() {
    for (Running each : running) {
      if (each.settle()) {
        outcomes.giveBack(each, "Pepper stopped");
      }
    }
  }
}
