package io.pepper.cron.alarm;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks now and then for notices that nobody sees to: of this node's own former life, or of nodes
 * that take part no more; and for what is kept of jobs that are no more. A node, or job, counts as
 * gone when it was missing twice in a row: it may not have been heard of yet. One virtual thread.
 */
final class AlertSweep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AlertSweep.class.getName());

  private final AlertStore book;
  private final PerJobExecutor lanes;
  private final Outbox outbox;
  private final String node;
  private final Duration pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Function<JobName, Optional<CronJob>> jobs;
  private Predicate<String> isMember;
  private Set<String> missingNodes = Set.of();
  private Set<JobName> missingJobs = Set.of();

  AlertSweep(AlertStore book, PerJobExecutor lanes, Outbox outbox, String node, Duration pause) {
    this.book = book;
    this.lanes = lanes;
    this.outbox = outbox;
    this.node = node;
    this.pause = pause;
  }

  void start(Function<JobName, Optional<CronJob>> definitions, Predicate<String> members) {
    jobs = definitions;
    isMember = members;
    Thread.ofVirtual().name("pepper-cron-alarm-rounds").start(this::go);
  }

  private void go() {
    try {
      while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          look();
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "looking for alarms that nobody tells failed and is tried again", e);
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a JVM that ends.
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Set<String> nodes = new HashSet<>();
    Set<JobName> gone = new HashSet<>();
    for (JobName name : book.jobs()) {
      Optional<CronJob> job = jobs.apply(name);
      if (job.isEmpty()) {
        gone.add(name);
        if (missingJobs.contains(name)) {
          lanes.ask(name, () -> book.forget(name));
        }
      } else {
        lookAt(job.get(), nodes);
      }
    }
    missingNodes = nodes;
    missingJobs = gone;
  }

  private void lookAt(CronJob job, Set<String> missing) {
    for (Map.Entry<String, String> each : book.untold(job.name()).entrySet()) {
      String by = each.getValue();
      if (by.equals(node)) {
        if (!outbox.holds(each.getKey())) {
          lanes.ask(job.name(), () -> take(job, each.getKey(), by));
        }
      } else if (!isMember.test(by)) {
        missing.add(by);
        if (missingNodes.contains(by)) {
          lanes.ask(job.name(), () -> take(job, each.getKey(), by));
        }
      }
    }
  }

  /**
   * In the lane of the job, so that nothing of it begins meanwhile; and whether it is held is asked
   * before the state is read, so that it cannot have ended meanwhile either.
   */
  private void take(CronJob job, String notice, String from) {
    if (outbox.holds(notice)) {
      return;
    }
    Optional<PendingNotification> found =
        book.state(job.name()).untold(notice).filter(untold -> untold.by().equals(from));
    if (found.isEmpty()) {
      return;
    }
    Set<NotificationTarget> left = new HashSet<>(found.get().to());
    left.retainAll(NotificationTarget.of(job.alarms()));
    if (left.isEmpty()) {
      found
          .get()
          .to()
          .forEach(channel -> book.change(job.name(), state -> state.told(notice, channel)));
      return;
    }
    if (outbox.hold(notice, left).size() < left.size()) {
      // No room for all of it: a later round, or another node, takes it.
      outbox.release(notice);
      return;
    }
    try {
      Optional<PendingNotification> mine =
          book.change(job.name(), state -> state.taken(notice, from, node))
              .untold(notice)
              .filter(untold -> untold.by().equals(node));
      mine.ifPresentOrElse(
          untold -> outbox.send(untold.notice(), job.alarms()), () -> outbox.release(notice));
    } catch (RuntimeException e) {
      outbox.release(notice);
      throw e;
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
