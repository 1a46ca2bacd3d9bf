package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.metrics.TopicFigures;
import io.pepper.definition.RetryPolicy;
import io.pepper.job.Job;
import io.pepper.store.JobStore.Held;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides what an answer makes of its jobs: done, again later, dead, or back as they were. Called
 * by workers.
 */
final class Outcomes {
  /** Later than the policy says by at most this part, so that jobs that failed together spread. */
  private static final double JITTER = 0.1;

  /** Told what deliveries say of the consumer, and when a retry has been stored. */
  interface Listener {
    /** Nothing was executed: the consumer is away. */
    void turnedAway(String why);

    /**
     * The consumer answered that it does not know the topic, or does not take the job.
     *
     * @param counted whether it did so too often, although pings said the contrary, so that the
     *     attempt counts
     */
    void refused(String why, boolean counted);

    /** A delivery got through, whatever became of it. */
    void reached();

    void scheduled(Instant due);
  }

  private final OutcomeWriter ledger;
  private final TopicFigures figures;
  private final Clock clock;
  private final Listener listener;

  /** A deploy of several servers may answer the ping new and the job old. */
  private final Refusals refusals = new Refusals(2);

  /** Children of php-fpm remember for up to two minutes where a script is, others do not. */
  private final Refusals missing = new Refusals(10);

  Outcomes(OutcomeWriter ledger, TopicFigures figures, Clock clock, Listener listener) {
    this.ledger = ledger;
    this.figures = figures;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param started the jobs with this attempt counted, in the order of the load
   */
  void settle(
      RunningDelivery delivery, List<Job> started, ConsumerResponse answer, RetryPolicy policy) {
    if (answer.succeeded() && answer.results().isEmpty()) {
      listener.reached();
      figures.succeeded(started.size(), answer.duration());
      delivery.load().forEach(ledger::complete);
      return;
    }
    Settlement settlement = new Settlement(delivery, started, answer, refusals, missing);
    settlement.tell(listener);
    settlement.count(figures);
    settlement.done().forEach(ledger::complete);
    settlement.failed().forEach((held, job) -> failed(held, job, policy));
    settlement.undeliverable().forEach(ledger::bury);
    giveBack(settlement.back());
  }

  /** Another consumer: what the one before refused does not count any more. */
  void forgetRefusals() {
    refusals.clear();
    missing.clear();
  }

  private void failed(Held held, Job job, RetryPolicy policy) {
    if (!policy.allowsAnother(job.attempts())) {
      ledger.bury(held, job);
      return;
    }
    Duration wait = policy.delayAfter(job.attempts());
    double late = JITTER * ThreadLocalRandom.current().nextDouble();
    Instant due = clock.instant().plus(wait).plusMillis((long) (wait.toMillis() * late));
    ledger.retry(held, job, due, () -> listener.scheduled(due));
  }

  /** No attempt was made, or it does not count. */
  void giveBack(RunningDelivery delivery, String why) {
    figures.returned(delivery.load().size(), why);
    giveBack(delivery.load());
  }

  /** The last one first: each goes to the head of the line. */
  void giveBack(List<Held> jobs) {
    jobs.reversed().forEach(ledger::release);
  }
}
