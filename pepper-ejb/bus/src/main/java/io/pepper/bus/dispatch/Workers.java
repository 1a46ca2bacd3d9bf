package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryProgress;
import io.pepper.bus.delivery.DeliveryRequest;
import io.pepper.bus.metrics.TopicFigures;
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
  private final DeliveryBuffer bench;
  private final Outcomes outcomes;
  private final TopicFigures figures;
  private final Supplier<String> traceIds;
  private final Clock clock;
  private final DeliveryExecutor couriers;
  private final Set<RunningDelivery> running = ConcurrentHashMap.newKeySet();
  private volatile DeliveryTarget target;
  private volatile int capacity;
  private volatile boolean moved;

  Workers(
      TopicId topic,
      DeliveryBuffer bench,
      Outcomes outcomes,
      TopicFigures figures,
      DispatchContext around) {
    this.topic = topic;
    this.bench = bench;
    this.outcomes = outcomes;
    this.figures = figures;
    this.traceIds = around.traceIds();
    this.clock = around.clock();
    this.couriers = around.couriers();
  }

  void deliverTo(DeliveryTarget target) {
    moved = moved || this.target != null && !target.sameConsumer(this.target);
    this.target = target;
  }

  /**
   * How many deliveries at once are of use: those that the consumer can take, and those that are
   * still under way to the one before.
   */
  int useful() {
    DeliveryTarget to = target;
    return (int) Math.min(Integer.MAX_VALUE, to.capacity() + (moved ? elsewhere(to) : 0L));
  }

  private long elsewhere(DeliveryTarget to) {
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
    DeliveryTarget to = target;
    RunningDelivery delivery = new RunningDelivery(load, Thread.currentThread(), to);
    running.add(delivery);
    try {
      List<Job> started = started(load);
      ConsumerResponse answer = deliver(to, started, progressOf(delivery, to));
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

  private DeliveryProgress progressOf(RunningDelivery delivery, DeliveryTarget to) {
    return new DeliveryProgress() {
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
  private void begun(RunningDelivery delivery, DeliveryTarget to) {
    delivery.begin();
    int now = to.capacity();
    if (now != capacity) {
      capacity = now;
      start(bench.add(List.of()));
    }
  }

  private ConsumerResponse deliver(
      DeliveryTarget to, List<Job> started, DeliveryProgress progress) {
    long start = System.nanoTime();
    try {
      return to.carrier()
          .deliver(
              new DeliveryRequest(topic, started, traceIds.get()),
              to.definition().timeout(),
              progress);
    } catch (RuntimeException | Error e) {
      // The edge of this thread: a carrier answers for its consumer, this is a fault of ours, or
      // memory has run out. Its jobs and its place must not get lost with it.
      LOG.log(Level.ERROR, "delivery for " + topic + " of " + started + " ended abnormally", e);
      return ConsumerResponse.failed("Pepper could not deliver: " + e, System.nanoTime() - start);
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
    running.forEach(RunningDelivery::abortUnlessBegun);
  }

  void abort() {
    running.forEach(RunningDelivery::abort);
  }

  /** Gives back the jobs of deliveries that do not even end when aborted. */
  void abandon() {
    for (RunningDelivery each : running) {
      if (each.settle()) {
        outcomes.giveBack(each, "Pepper stopped");
      }
    }
  }
}
