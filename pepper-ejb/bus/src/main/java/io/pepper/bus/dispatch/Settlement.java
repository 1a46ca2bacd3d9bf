package io.pepper.bus.dispatch;

import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryResult;
import io.pepper.bus.delivery.JobResult;
import io.pepper.bus.metrics.TopicFigures;
import io.pepper.job.Job;
import io.pepper.store.JobStore.Held;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of one delivery that did not simply succeed, by what becomes of each. For one thread.
 */
final class Settlement {
  private static final String STOPPED = "Pepper stopped";

  private final ConsumerResponse answer;
  private final boolean aborted;
  private final Refusals refusals;
  private final Refusals missing;
  private final List<Held> done = new ArrayList<>();
  private final Map<Held, Job> failed = new IdentityHashMap<>();
  private final Map<Held, Job> undeliverable = new IdentityHashMap<>();
  private final List<Held> back = new ArrayList<>();
  private String error = "";
  private String whyBack = "";
  private boolean reached;
  private boolean away;
  private boolean refused;
  private boolean refusedTooOften;

  Settlement(
      RunningDelivery delivery,
      List<Job> started,
      ConsumerResponse answer,
      Refusals refusals,
      Refusals missing) {
    this.answer = answer;
    this.aborted = delivery.isAborted();
    this.refusals = refusals;
    this.missing = missing;
    for (int i = 0; i < started.size(); i++) {
      settle(delivery.load().get(i), started.get(i), answer.resultOf(i));
    }
  }

  private void settle(Held held, Job job, JobResult result) {
    if (result.verdict() == DeliveryResult.SUCCEEDED) {
      reached = true;
      done.add(held);
      return;
    }
    if (aborted && isBrokenOff(result)) {
      giveBack(held, STOPPED);
      return;
    }
    switch (result.verdict()) {
      case FAILED -> {
        reached = true;
        fail(failed, held, job, result);
      }
      case UNDELIVERABLE -> fail(undeliverable, held, job, result);
      case REFUSED -> {
        if (refusals.isOneTooMany(job.id())) {
          refusedTooOften = true;
          fail(failed, held, job, result);
        } else {
          refused = true;
          giveBack(held, result.error());
        }
      }
      case MISSING -> {
        if (missing.isOneTooMany(job.id())) {
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

  /** Of several requests those that had their answer before the stop have it all the same. */
  private boolean isBrokenOff(JobResult result) {
    return answer.results().isEmpty() || result.verdict() == DeliveryResult.RETURNED;
  }

  private void fail(Map<Held, Job> kind, Held held, Job job, JobResult result) {
    error = result.error();
    kind.put(held, job.failed(error));
  }

  private void giveBack(Held held, String why) {
    whyBack = why;
    back.add(held);
  }

  /** Before any job goes back: the gate must be closed by then. */
  void tell(Outcomes.Listener listener) {
    if (reached) {
      listener.reached();
    }
    if (away) {
      listener.turnedAway(whyBack);
    } else if (refused) {
      listener.refused(whyBack, false);
    } else if (refusedTooOften) {
      listener.refused(error, true);
    }
  }

  void count(TopicFigures figures) {
    if (!done.isEmpty()) {
      figures.succeeded(done.size(), answer.duration());
    }
    int attempts = failed.size() + undeliverable.size();
    if (attempts > 0) {
      figures.failed(attempts, answer.duration(), error);
    }
    if (!back.isEmpty()) {
      figures.returned(back.size(), whyBack);
    }
  }

  List<Held> done() {
    return done;
  }

  /** With the jobs as they are from now on. */
  Map<Held, Job> failed() {
    return failed;
  }

  /** Dead at once. */
  Map<Held, Job> undeliverable() {
    return undeliverable;
  }

  /** Oldest first. */
  List<Held> back() {
    return back;
  }
}
