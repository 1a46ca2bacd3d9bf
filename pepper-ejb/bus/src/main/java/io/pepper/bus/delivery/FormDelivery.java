package io.pepper.bus.delivery;

import io.pepper.bus.definition.FormSize;
import io.pepper.job.Job;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One delivery as forms of a bounded size, nearly always one. Jobs with too many bytes for one form
 * go in several, one after the other; each form is an exchange of its own. Each job that was tried
 * before gets its own form, too: a job that makes its whole batch fail must not fail the others
 * again. A job that is too large for a form by itself is never sent, not even in part.
 */
final class FormDelivery {
  private static final System.Logger LOG = System.getLogger(FormDelivery.class.getName());
  private static final String STOPPING = "Pepper stops";

  private final DeliveryRequest request;
  private final int maxBytes;
  private final Function<DeliveryRequest, ConsumerResponse> send;
  private final DeliveryProgress progress;
  private final List<JobResult> results;
  private ConsumerResponse last;
  private boolean away;
  private boolean allSucceeded = true;
  private JobResult worst;

  private FormDelivery(
      DeliveryRequest request,
      int maxBytes,
      Function<DeliveryRequest, ConsumerResponse> send,
      DeliveryProgress progress) {
    this.request = request;
    this.maxBytes = maxBytes;
    this.send = send;
    this.progress = progress;
    this.results = new ArrayList<>(request.jobs().size());
  }

  /**
   * Delivers the jobs and waits for the responses.
   *
   * @param maxBytes the size of one form at most
   * @param send sends one form and waits for its response
   * @param progress called between two forms
   */
  static ConsumerResponse deliver(
      DeliveryRequest request,
      int maxBytes,
      Function<DeliveryRequest, ConsumerResponse> send,
      DeliveryProgress progress) {
    return isOneForm(request, maxBytes)
        ? send.apply(request)
        : new FormDelivery(request, maxBytes, send, progress).deliver();
  }

  /** Checks the upper bound of the size, which is cheap; most deliveries are far below it. */
  private static boolean isOneForm(DeliveryRequest request, int maxBytes) {
    List<Job> jobs = request.jobs();
    long bytes = FormSize.frame(request.topic());
    for (Job job : jobs) {
      if (jobs.size() > 1 && isRetry(job)) {
        return false;
      }
      bytes += FormSize.upperBound(job);
    }
    return bytes <= maxBytes;
  }

  /** Returns whether the job was tried before; this attempt is counted already. */
  private static boolean isRetry(Job job) {
    return job.attempts() > 1;
  }

  private ConsumerResponse deliver() {
    long start = System.nanoTime();
    long room = maxBytes - FormSize.frame(request.topic());
    List<Job> form = new ArrayList<>();
    long bytes = 0;
    for (Job job : request.jobs()) {
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
    return combined(Duration.ofNanos(System.nanoTime() - start));
  }

  private void exchange(List<Job> form) {
    if (form.isEmpty()) {
      return;
    }
    if (last != null && !away) {
      progress.betweenRequests();
    }
    if (away || isStopped()) {
      add(new JobResult(DeliveryResult.RETURNED, away ? last.error() : STOPPING), form.size());
      return;
    }
    last = responseTo(new DeliveryRequest(request.topic(), form, request.traceId()));
    away = last.result() == DeliveryResult.RETURNED;
    for (int i = 0; i < form.size(); i++) {
      add(last.resultOf(i), 1);
    }
  }

  /** Sends one form; its failure leaves the results of the forms before it alone. */
  private ConsumerResponse responseTo(DeliveryRequest form) {
    long start = System.nanoTime();
    ConsumerResponse response;
    try {
      response = send.apply(form);
    } catch (RuntimeException | Error e) {
      // Edge: a defect in one form must not lose the results of the forms before it.
      LOG.log(Level.ERROR, "delivery of a form of " + request.topic() + " ended abnormally", e);
      response =
          ConsumerResponse.failed("Pepper could not deliver: " + e, System.nanoTime() - start);
    }
    boolean brokenOff =
        response.result() == DeliveryResult.FAILED && response.results().isEmpty() && isStopped();
    return brokenOff ? response.withResult(DeliveryResult.RETURNED, STOPPING) : response;
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

  private ConsumerResponse combined(Duration took) {
    ConsumerResponse response =
        last == null
            ? ConsumerResponse.none(worst.result(), "", "", took)
            : last.withDuration(took);
    return allSucceeded ? response : response.withResults(worst.result(), worst.error(), results);
  }

  private String tooLarge(long bytes) {
    return FormSize.tooLargeMessage(request.topic(), bytes, maxBytes);
  }
}
