package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryProgress;
import io.pepper.bus.delivery.DeliveryRequest;
import io.pepper.bus.dispatch.outcome.FinishedDelivery;
import io.pepper.bus.dispatch.outcome.Outcomes;
import io.pepper.bus.metrics.TopicFigures;
import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The workers of one topic. A worker lives only while there are jobs: it takes them from the
 * buffer, delivers them and hands the response to {@link Outcomes}. Their target may change between
 * two deliveries.
 */
final class Workers {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());

  private final TopicId topic;
  private final DeliveryBuffer buffer;
  private final Outcomes outcomes;
  private final TopicFigures figures;
  private final Supplier<String> traceIds;
  private final Clock clock;
  private final DeliveryExecutor executor;
  private final Set<RunningDelivery> running = ConcurrentHashMap.newKeySet();
  private volatile DeliveryTarget target;
  private volatile int capacity;
  private volatile boolean targetChanged;

  Workers(
      TopicId topic,
      DeliveryBuffer buffer,
      Outcomes outcomes,
      TopicFigures figures,
      DispatchContext context) {
    this.topic = topic;
    this.buffer = buffer;
    this.outcomes = outcomes;
    this.figures = figures;
    this.traceIds = context.traceIds();
    this.clock = context.clock();
    this.executor = context.executor();
  }

  void deliverTo(DeliveryTarget target) {
    targetChanged = targetChanged || this.target != null && !target.sameConsumer(this.target);
    this.target = target;
  }

  /**
   * Returns how many concurrent deliveries are of use: those that the consumer can take, and those
   * still under way to the previous one.
   */
  int useful() {
    DeliveryTarget to = target;
    return (int) Math.min(Integer.MAX_VALUE, to.capacity() + (targetChanged ? elsewhere(to) : 0L));
  }

  private long elsewhere(DeliveryTarget to) {
    long elsewhere = running.stream().filter(each -> !to.sameConsumer(each.target())).count();
    targetChanged = elsewhere > 0;
    return elsewhere;
  }

  /** Starts workers that the buffer has counted; fewer if there is no memory for a thread. */
  void start(int count) {
    for (int started = 0; started < count; started++) {
      try {
        executor.execute(this::work);
      } catch (OutOfMemoryError e) {
        LOG.log(Level.ERROR, "no thread for a worker of " + topic + "; others go on", e);
        buffer.notStarted(count - started);
        return;
      }
    }
  }

  private void work() {
    for (List<HeldJob> load = buffer.first(); !load.isEmpty(); load = buffer.next()) {
      deliver(load);
    }
  }

  private void deliver(List<HeldJob> load) {
    DeliveryTarget to = target;
    RunningDelivery delivery = new RunningDelivery(load, Thread.currentThread(), to);
    running.add(delivery);
    try {
      List<Job> started = started(load);
      ConsumerResponse response = send(to, started, progressOf(delivery, to));
      buffer.observe(response.duration().toNanos(), started.size(), bytes(started));
      to.jobTime().observe(response, started.size());
      if (delivery.settle()) {
        FinishedDelivery finished =
            new FinishedDelivery(load, started, response, delivery.isAborted());
        outcomes.settle(finished, to.definition().retry());
      }
    } finally {
      running.remove(delivery);
    }
  }

  /** Counts the attempt before it is made: consumers read its number. */
  private List<Job> started(List<HeldJob> load) {
    List<Job> before = new ArrayList<>(load.size());
    List<Job> started = new ArrayList<>(load.size());
    Instant now = clock.instant();
    for (HeldJob each : load) {
      before.add(each.job());
      started.add(each.job().attemptStarted(now));
    }
    figures.started(before);
    return started;
  }

  private DeliveryProgress progressOf(RunningDelivery delivery, DeliveryTarget to) {
    return new DeliveryProgress() {
      @Override
      public void requestStarted() {
        Workers.this.requestStarted(delivery, to);
      }

      @Override
      public void betweenRequests() {
        delivery.betweenRequests();
      }
    };
  }

  /** Starts more workers if the consumer has room for more deliveries than before. */
  private void requestStarted(RunningDelivery delivery, DeliveryTarget to) {
    delivery.requestStarted();
    int now = to.capacity();
    if (now != capacity) {
      capacity = now;
      start(buffer.add(List.of()));
    }
  }

  private ConsumerResponse send(DeliveryTarget to, List<Job> started, DeliveryProgress progress) {
    long start = System.nanoTime();
    try {
      return to.transport()
          .deliver(
              new DeliveryRequest(topic, started, traceIds.get()),
              to.definition().timeout(),
              progress);
    } catch (RuntimeException | Error e) {
      // Edge: neither jobs nor worker must get lost. A transport reports its consumer's failures as
      // responses, so this is a defect of Pepper, or memory has run out.
      LOG.log(Level.ERROR, "delivery for " + topic + " of " + started + " ended abnormally", e);
      return ConsumerResponse.failed("Pepper could not deliver: " + e, System.nanoTime() - start);
    }
  }

  private static long bytes(List<Job> jobs) {
    long bytes = 0;
    for (Job job : jobs) {
      bytes += job.payload().length + job.lastError().length();
    }
    return bytes / jobs.size();
  }

  int running() {
    return running.size();
  }

  /** Returns true if no worker is busy; unlike {@link #running}, counts fetched jobs, too. */
  boolean isIdle() {
    return buffer.busy() == 0;
  }

  /** Aborts the deliveries that wait for a free consumer. */
  void abortWaiting() {
    running.forEach(RunningDelivery::abortWhileWaiting);
  }

  void abort() {
    running.forEach(RunningDelivery::abort);
  }

  /** Gives back the jobs of deliveries that have not ended although they were aborted. */
  void abandon() {
    for (RunningDelivery each : running) {
      if (each.settle()) {
        outcomes.giveBack(each.load(), "Pepper stopped");
      }
    }
  }
}
