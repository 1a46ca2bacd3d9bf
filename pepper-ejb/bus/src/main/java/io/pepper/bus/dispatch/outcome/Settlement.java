package io.pepper.bus.dispatch.outcome;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryResult;
import io.pepper.bus.delivery.JobResult;
import io.pepper.bus.metrics.TopicFigures;
import io.pepper.job.Job;
import io.pepper.store.HeldJob;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The jobs of one delivery that did not simply succeed, by outcome. For one thread. */
final class Settlement {
  private static final String STOPPED = "Pepper stopped";

  private final ConsumerResponse response;
  private final boolean aborted;
  private final Refusals refusals;
  private final Refusals missing;
  private final List<HeldJob> done = new ArrayList<>();
  private final Map<HeldJob, Job> failed = new IdentityHashMap<>();
  private final Map<HeldJob, Job> undeliverable = new IdentityHashMap<>();
  private final List<HeldJob> returned = new ArrayList<>();
  private String error = "";
  private String whyReturned = "";
  private boolean reached;
  private boolean away;
  private boolean refused;
  private boolean refusedTooOften;

  Settlement(FinishedDelivery delivery, Refusals refusals, Refusals missing) {
    this.response = delivery.response();
    this.aborted = delivery.aborted();
    this.refusals = refusals;
    this.missing = missing;
    for (int i = 0; i < delivery.held().size(); i++) {
      settle(delivery.held().get(i), delivery.started().get(i), response.resultOf(i));
    }
  }

  private void settle(HeldJob held, Job job, JobResult result) {
    if (result.result() == DeliveryResult.SUCCEEDED) {
      reached = true;
      done.add(held);
      return;
    }
    if (aborted && isBrokenOff(result)) {
      giveBack(held, STOPPED);
      return;
    }
    switch (result.result()) {
      case FAILED -> {
        reached = true;
        fail(failed, held, job, result);
      }
      case UNDELIVERABLE -> fail(undeliverable, held, job, result);
      case REFUSED -> {
        if (refusals.exceedsLimit(job.id())) {
          refusedTooOften = true;
          fail(failed, held, job, result);
        } else {
          refused = true;
          giveBack(held, result.error());
        }
      }
      case MISSING -> {
        if (missing.exceedsLimit(job.id())) {
          refusedTooOften = true;
          fail(failed, held, job, result);
        } else {
          away = true;
          giveBack(held, result.error());
        }
      }
      default -> {
        away = true;
        giveBack(held, result.error());
      }
    }
  }

  /** Returns whether the stop prevented the result: earlier requests keep their response. */
  private boolean isBrokenOff(JobResult result) {
    return response.results().isEmpty() || result.result() == DeliveryResult.RETURNED;
  }

  private void fail(Map<HeldJob, Job> kind, HeldJob held, Job job, JobResult result) {
    error = result.error();
    kind.put(held, job.failed(error, response.code(), response.duration()));
  }

  private void giveBack(HeldJob held, String why) {
    whyReturned = why;
    returned.add(held);
  }

  /** Notifies the listener; before any job goes back, so that no new delivery takes it. */
  void notifyListener(OutcomeListener listener) {
    if (reached) {
      listener.reached();
    }
    if (away) {
      listener.consumerAway(whyReturned);
    } else if (refused) {
      listener.refused(whyReturned, false);
    } else if (refusedTooOften) {
      listener.refused(error, true);
    }
  }

  /** Adds the attempts and the returned jobs to the figures. */
  void record(TopicFigures figures) {
    if (!done.isEmpty()) {
      figures.succeeded(done.size(), response.duration());
    }
    int attempts = failed.size() + undeliverable.size();
    if (attempts > 0) {
      figures.failed(attempts, response.duration(), error);
    }
    if (!returned.isEmpty()) {
      figures.returned(returned.size(), whyReturned);
    }
  }

  /** Returns the jobs that succeeded, oldest first. */
  List<HeldJob> done() {
    return done;
  }

  /** Returns the jobs whose attempt failed, with their state from now on. */
  Map<HeldJob, Job> failed() {
    return failed;
  }

  /** Returns the jobs that can never be sent and are dead, with their state from now on. */
  Map<HeldJob, Job> undeliverable() {
    return undeliverable;
  }

  /** Returns the jobs that go back as they were, oldest first. */
  List<HeldJob> returned() {
    return returned;
  }
}
