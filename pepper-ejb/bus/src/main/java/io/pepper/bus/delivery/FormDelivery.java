package io.pepper.bus.delivery;

import io.pepper.bus.definition.FormSize;
import io.pepper.job.Job;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One delivery as forms of a bounded size: nearly always one. Jobs that are too many bytes for one
 * form go in several, one after the other; each form is an exchange of its own. So does each job
 * that was tried before: a job that makes its whole batch fail must not take the others with it. A
 * job that is too large for a form by itself is never sent, not even in part.
 */
final class FormDelivery {
  private static final System.Logger LOG = System.getLogger(FormDelivery.class.getName());
  private static final String STOPS = "Pepper stops";

  private final DeliveryRequest parcel;
  private final int maxBytes;
  private final Function<DeliveryRequest, ConsumerResponse> send;
  private final DeliveryProgress progress;
  private final List<JobResult> results;
  private ConsumerResponse last;
  private boolean away;
  private boolean allSucceeded = true;
  private JobResult worst;

  private FormDelivery(
      DeliveryRequest parcel,
      int maxBytes,
      Function<DeliveryRequest, ConsumerResponse> send,
      DeliveryProgress progress) {
    this.parcel = parcel;
    this.maxBytes = maxBytes;
    this.send = send;
    this.progress = progress;
    this.results = new ArrayList<>(parcel.jobs().size());
  }

  /**
   * @param maxBytes of one form
   * @param send sends one form and waits for its answer
   * @param progress told between two forms
   */
  static ConsumerResponse deliver(
      DeliveryRequest parcel,
      int maxBytes,
      Function<DeliveryRequest, ConsumerResponse> send,
      DeliveryProgress progress) {
    return isOneForm(parcel, maxBytes)
        ? send.apply(parcel)
        : new FormDelivery(parcel, maxBytes, send, progress).deliver();
  }

  /** By the upper bound of the size, which costs nothing; most deliveries are far below it. */
  private static boolean isOneForm(DeliveryRequest parcel, int maxBytes) {
    List<Job> jobs = parcel.jobs();
    long most = FormSize.frame(parcel.topic());
    for (Job job : jobs) {
      if (jobs.size() > 1 && isRetry(job)) {
        return false;
      }
      most += FormSize.upperBound(job);
    }
    return most <= maxBytes;
  }

  /** The present attempt is counted already. */
  private static boolean isRetry(Job job) {
    return job.attempts() > 1;
  }

  private ConsumerResponse deliver() {
    long start = System.nanoTime();
    long room = maxBytes - FormSize.frame(parcel.topic());
    List<Job> form = new ArrayList<>();
    long bytes = 0;
    for (Job job : parcel.jobs()) {
      long size = FormSize.of(job);
      if (bytes + size > room || isRetry(job) || !form.isEmpty() && isRetry(form.getFirst())) {
        exchange(form);
        form = new ArrayList<>();
        bytes = 0;
      }
      if (size > room) {
        add(new JobResult(DeliveryResult.UNDELIVERABLE, tooLarge(size + maxBytes - room)), 1);
      } else {
        form.add(job);
        bytes += size;
      }
    }
    exchange(form);
    return whole(Duration.ofNanos(System.nanoTime() - start));
  }

  private void exchange(List<Job> form) {
    if (form.isEmpty()) {
      return;
    }
    if (last != null && !away) {
      progress.betweenRequests();
    }
    if (away || isStopped()) {
      add(new JobResult(DeliveryResult.RETURNED, away ? last.error() : STOPS), form.size());
      return;
    }
    last = answerTo(new DeliveryRequest(parcel.topic(), form, parcel.traceId()));
    away = last.result() == DeliveryResult.RETURNED;
    for (int i = 0; i < form.size(); i++) {
      add(last.resultOf(i), 1);
    }
  }

  /** What goes wrong with one form says nothing of those that have their answer. */
  private ConsumerResponse answerTo(DeliveryRequest form) {
    long start = System.nanoTime();
    ConsumerResponse answer;
    try {
      answer = send.apply(form);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "delivery of a form of " + parcel.topic() + " ended abnormally", e);
      answer = ConsumerResponse.failed("Pepper could not deliver: " + e, System.nanoTime() - start);
    }
    boolean brokenOff =
        answer.result() == DeliveryResult.FAILED && answer.results().isEmpty() && isStopped();
    return brokenOff ? answer.withResult(DeliveryResult.RETURNED, STOPS) : answer;
  }

  private static boolean isStopped() {
    return Thread.currentThread().isInterrupted();
  }

  private void add(JobResult result, int jobs) {
    for (int i = 0; i < jobs; i++) {
      results.add(result);
    }
    if (result.result() != DeliveryResult.SUCCEEDED) {
      allSucceeded = false;
      worst = result;
    }
  }

  private ConsumerResponse whole(Duration took) {
    ConsumerResponse answer =
        last == null
            ? ConsumerResponse.none(worst.result(), "", "", took)
            : last.withDuration(took);
    return allSucceeded ? answer : answer.withResults(worst.result(), worst.error(), results);
  }

  private String tooLarge(long bytes) {
    return FormSize.tooLargeMessage(parcel.topic(), bytes, maxBytes);
  }
}
