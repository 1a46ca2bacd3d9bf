package io.pepper.cron;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.cluster.RunRequest;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.History;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunTotals;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.cron.run.attempt.StopSignal;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.output.OutputPart;
import io.pepper.cron.run.output.RunOutput;
import io.pepper.cron.run.runner.Runners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * The runs as people and programs use them: read, start, end, test; and the pause of everything.
 * Safe for any number of threads; methods block. Reading methods may throw {@code
 * DatabaseUnavailableException}, changing ones {@link CoordinationUnavailableException}; all may
 * throw {@link UnknownJobException}.
 */
public final class CronRuns {
  private static final Duration MAX_TEST_TIME = Duration.ofMinutes(5);
  private static final int MAX_TESTS = 8;
  private static final Duration END_TIMEOUT = Duration.ofSeconds(15);

  private final CronJobs jobs;
  private final CronNode node;
  private final History history;
  private final Runners runners;
  private final OutputFiles outputs;
  private final Clock clock;
  private final String here;
  private final Semaphore tests = new Semaphore(MAX_TESTS);

  CronRuns(
      CronJobs jobs,
      CronNode node,
      History history,
      Runners runners,
      OutputFiles outputs,
      Clock clock,
      String here) {
    this.jobs = jobs;
    this.node = node;
    this.history = history;
    this.runners = runners;
    this.outputs = outputs;
    this.clock = clock;
    this.here = here;
  }

  /**
   * Returns a job's runs, newest first.
   *
   * @param before only those listed after this one
   * @param limit 1 to 1000
   */
  public List<Run> latest(JobName job, Optional<RunId> before, int limit) {
    jobs.get(job);
    return history.latest(job, before, limit);
  }

  /**
   * @throws UnknownRunException if the job has no such run, or has it no more
   */
  public Run get(JobName job, RunId id) {
    return history
        .find(id)
        .filter(run -> run.job().equals(job))
        .orElseThrow(() -> new UnknownRunException(job, id));
  }

  public RunTotals totals(JobName job) {
    return history.totals(job);
  }

  /**
   * Deletes the runs and counters of a job that was removed, once its last runs have ended.
   *
   * @throws RunStateException if they take longer than some seconds for that
   */
  public void forget(JobName job) {
    awaitEnd(job);
    history.forget(job);
  }

  /**
   * Waits until no run of the job is under way. A run's end is recorded before its lease is
   * released, so that nothing comes after.
   */
  private void awaitEnd(JobName job) {
    try {
      if (!node.view().awaitEnd(job, END_TIMEOUT)) {
        throw new RunStateException(
            "runs of job '%s' are still ending; repeat this in a moment".formatted(job));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunStateException("interrupted while runs of job '%s' ended".formatted(job));
    }
  }

  /**
   * Returns what a run prints, as it grows: the whole of it on the node where it runs, elsewhere
   * its beginning and end.
   *
   * @param run as it was a moment ago; all of its output is there if it had ended then
   * @param from in bytes
   * @param max 1 to 1 MiB
   */
  public OutputPart output(Run run, long from, int max) {
    return outputs
        .find(run.id())
        .map(output -> output.part(from, max))
        .orElseGet(() -> OutputPart.of(run.output(), from, max));
  }

  /**
   * Requests the end of a run, wherever it is.
   *
   * @throws UnknownRunException if the job has no such run
   * @throws RunStateException if it has ended
   */
  public void kill(JobName job, RunId id, String by) {
    Optional<RunLease> lease =
        node.view().running(id.run()).filter(found -> found.slot().job().equals(job));
    if (lease.isEmpty() || !node.cluster().requestStop(lease.get(), "killed by " + by)) {
      Run run = get(job, id);
      throw new RunStateException("run " + id + " is not under way: it is " + run.state().text());
    }
  }

  /**
   * Starts a job now, once on each of its replicas, paused or not.
   *
   * @param force also while another run is under way
   * @return the runs that will be
   * @throws RunStateException if the overlap policy forbids it, or no node that is up could run it
   */
  public List<RunId> start(JobName name, String by, boolean force) {
    CronJob job = jobs.get(name);
    List<Slot> slots = node.slots(job);
    if (slots.isEmpty()) {
      throw new RunStateException(
          "no node that is up carries the tag '%s' of job '%s'; give it to one by pepper.tags"
              .formatted(job.tag(), name));
    }
    if (!force && job.overlap() == Overlap.SKIP) {
      slots.forEach(this::refuseIfRunning);
    }
    Instant now = clock.instant();
    List<RunRequest> requests = new ArrayList<>();
    for (Slot slot : slots) {
      requests.add(new RunRequest(slot, RunId.newRun(now), now, by, force, 0));
    }
    node.cluster().request(requests);
    return requests.stream().map(request -> RunId.first(request.run())).toList();
  }

  private void refuseIfRunning(Slot slot) {
    node.view().slot(slot).running().keySet().stream()
        .findFirst()
        .ifPresent(run -> {
          throw new RunStateException(
              "run " + RunId.first(run) + " is under way, and overlap is skip; or say force");
        });
  }

  /**
   * Runs a job's target on this node, for at most 5 minutes. Nothing is recorded, counted or
   * repeated.
   *
   * @param job defined, or only read
   * @throws RunStateException if too many tests run here already
   */
  public TestRunResult test(CronJob job) {
    if (!tests.tryAcquire()) {
      throw new RunStateException(
          MAX_TESTS + " tests run on this node already; wait until one has ended");
    }
    try {
      Instant now = clock.instant();
      RunId id = RunId.first(RunId.newRun(now));
      RunOutput output = outputs.open(id);
      Duration limit = job.timeout().compareTo(MAX_TEST_TIME) < 0 ? job.timeout() : MAX_TEST_TIME;
      long start = System.nanoTime();
      AttemptResult ending =
          runners.run(
              job.run(),
              RunAttempt.of(id, job.name(), "test", now, here),
              limit,
              job.grace(),
              output,
              new StopSignal());
      return new TestRunResult(
          ending, output.excerpt(), Duration.ofNanos(System.nanoTime() - start));
    } finally {
      tests.release();
    }
  }

  /** Pauses all jobs: until {@link #resumeAll} only people start runs. */
  public void pauseAll() {
    node.cluster().setMaintenance(true, clock.instant());
  }

  /** Lets all jobs go on; occurrences during the pause are not made up for. */
  public void resumeAll() {
    node.cluster().setMaintenance(false, clock.instant());
  }

  /** Returns whether all jobs are paused. */
  public boolean isPaused() {
    return node.view().maintenance().paused();
  }

  /** Returns the runs under way in the whole cluster, as this node knows them. */
  public List<RunId> running(JobName job) {
    return node.view().running().stream()
        .filter(lease -> lease.slot().job().equals(job))
        .map(lease -> RunId.first(lease.run()))
        .toList();
  }

  /** Returns how many runs of some jobs are under way in the whole cluster. */
  public long countRunning(Predicate<JobName> which) {
    return node.view().running().stream().map(run -> run.slot().job()).filter(which).count();
  }

  /** Returns whether this node takes part now. */
  public boolean isMember() {
    return node.standing().isPresent();
  }
}
