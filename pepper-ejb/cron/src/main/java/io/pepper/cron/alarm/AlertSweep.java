package io.pepper.cron.alarm;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The periodic search for notifications that no node delivers, of an earlier start of this node or
 * of nodes that are gone, and for states of deleted jobs. A node, or job, counts as gone when it
 * was missing twice in a row: it may not have been heard of yet. One virtual thread.
 */
final class AlertSweep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AlertSweep.class.getName());

  private final AlertStore store;
  private final PerJobExecutor executor;
  private final Outbox outbox;
  private final String node;
  private final PeriodicTask task;
  private Function<JobName, Optional<CronJob>> jobs;
  private Predicate<String> isMember;
  private Set<String> missingNodes = Set.of();
  private Set<JobName> missingJobs = Set.of();

  AlertSweep(AlertStore book, PerJobExecutor executor, Outbox outbox, String node, Duration pause) {
    this.store = book;
    this.executor = executor;
    this.outbox = outbox;
    this.node = node;
    this.task =
        PeriodicTask.every(Threads.virtual("pepper-cron-alert-sweep"), pause, this::attempt);
  }

  void start(Function<JobName, Optional<CronJob>> definitions, Predicate<String> members) {
    jobs = definitions;
    isMember = members;
    task.start();
  }

  private void attempt() {
    try {
      sweep();
    } catch (RuntimeException e) {
      // Edge: what one job has in its state must not end the sweep of all.
      LOG.log(Level.ERROR, "the sweep for undelivered alerts failed and is tried again", e);
    }
  }

  private void sweep() {
    Set<String> nodes = new HashSet<>();
    Set<JobName> gone = new HashSet<>();
    for (JobName name : store.jobs()) {
      Optional<CronJob> job = jobs.apply(name);
      if (job.isEmpty()) {
        gone.add(name);
        if (missingJobs.contains(name)) {
          executor.submit(name, () -> store.forget(name));
        }
      } else {
        sweepJob(job.get(), nodes);
      }
    }
    missingNodes = nodes;
    missingJobs = gone;
  }

  private void sweepJob(CronJob job, Set<String> missing) {
    for (Map.Entry<String, String> each : store.pendingNodes(job.name()).entrySet()) {
      String by = each.getValue();
      if (by.equals(node)) {
        if (!outbox.isReserved(each.getKey())) {
          executor.submit(job.name(), () -> claim(job, each.getKey(), by));
        }
      } else if (!isMember.test(by)) {
        missing.add(by);
        if (missingNodes.contains(by)) {
          executor.submit(job.name(), () -> claim(job, each.getKey(), by));
        }
      }
    }
  }

  /**
   * Takes over a notification. Runs in the job's order, so that no delivery of the job begins at
   * the same time; the outbox is asked before the state is read, so that none can have ended in
   * between either.
   */
  private void claim(CronJob job, String notice, String from) {
    if (outbox.isReserved(notice)) {
      return;
    }
    Optional<PendingNotification> found =
        store.state(job.name()).pending(notice).filter(pending -> pending.node().equals(from));
    if (found.isEmpty()) {
      return;
    }
    Set<ChannelType> left = new HashSet<>(found.get().channels());
    left.retainAll(ChannelType.of(job.alarms()));
    if (left.isEmpty()) {
      found
          .get()
          .channels()
          .forEach(channel -> store.change(job.name(), state -> state.delivered(notice, channel)));
      return;
    }
    if (outbox.reserve(notice, left).size() < left.size()) {
      // No room for all of it: a later round, or another node, takes it.
      outbox.release(notice);
      return;
    }
    try {
      Optional<PendingNotification> mine =
          store
              .change(job.name(), state -> state.takenOver(notice, from, node))
              .pending(notice)
              .filter(pending -> pending.node().equals(node));
      mine.ifPresentOrElse(
          pending -> outbox.send(pending.notification(), job.alarms()),
          () -> outbox.release(notice));
    } catch (RuntimeException e) {
      // Edge: the reserved room is given back whatever failed; the executor hears of it.
      outbox.release(notice);
      throw e;
    }
  }

  @Override
  public void close() {
    task.end();
  }
}
