package io.pepper.bus.dispatch.outcome;

import io.pepper.bus.metrics.TopicFigures;
import io.pepper.definition.RetryPolicy;
import io.pepper.job.Job;
import io.pepper.store.HeldJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The rules by which a response decides about its jobs: done, again later, dead, or back as they
 * were. One instance per topic. Called by workers; blocks only as {@link OutcomeWriter} does.
 */
public final class Outcomes {
  /** The largest part by which a retry is later than its policy says, so that jobs spread. */
  private static final double JITTER = 0.1;

  private final OutcomeWriter writer;
  private final TopicFigures figures;
  private final Clock clock;
  private final OutcomeListener listener;

  /** Two are free: a deploy of several servers may answer the ping new and the job old. */
  private final Refusals refusals = new Refusals(2);

  /** Ten are free: children of php-fpm cache for up to two minutes where a script is. */
  private final Refusals missing = new Refusals(10);

  public Outcomes(
      OutcomeWriter writer, TopicFigures figures, Clock clock, OutcomeListener listener) {
    this.writer = writer;
    this.figures = figures;
    this.clock = clock;
    this.listener = listener;
  }

  /** Decides about the jobs of a delivery and hands the outcomes to the writer. */
  public void settle(FinishedDelivery delivery, RetryPolicy policy) {
    if (delivery.response().succeeded() && delivery.response().results().isEmpty()) {
      listener.reached();
      figures.succeeded(delivery.held().size(), delivery.response().duration());
      delivery.held().forEach(writer::complete);
      return;
    }
    Settlement settlement = new Settlement(delivery, refusals, missing);
    settlement.notifyListener(listener);
    settlement.record(figures);
    settlement.done().forEach(writer::complete);
    settlement.failed().forEach((held, job) -> failed(held, job, policy));
    settlement.undeliverable().forEach(writer::bury);
    giveBack(settlement.returned());
  }

  /** Forgets what the consumer refused, because another one takes its place. */
  public void forgetRefusals() {
    refusals.clear();
    missing.clear();
  }

  private void failed(HeldJob held, Job job, RetryPolicy policy) {
    if (!policy.allowsAnother(job.attempts())) {
      writer.bury(held, job);
      return;
    }
    Duration wait = policy.delayAfter(job.attempts());
    double late = JITTER * ThreadLocalRandom.current().nextDouble();
    Instant due = clock.instant().plus(wait).plusMillis((long) (wait.toMillis() * late));
    writer.retry(held, job, due, () -> listener.scheduled(due));
  }

  /** Gives jobs back whose delivery made no attempt, or one that does not count. */
  public void giveBack(List<HeldJob> jobs, String why) {
    figures.returned(jobs.size(), why);
    giveBack(jobs);
  }

  /** Gives jobs back, the last one first: each goes to the head of the line. */
  public void giveBack(List<HeldJob> jobs) {
    jobs.reversed().forEach(held -> writer.release(held, listener::returned));
  }
}
