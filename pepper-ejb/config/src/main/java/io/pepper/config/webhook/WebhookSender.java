package io.pepper.config.webhook;

import io.pepper.concurrent.Backoff;
import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.config.cluster.PublishNotice;
import io.pepper.config.cluster.UnsentNotices;
import io.pepper.config.definition.DomainName;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.membership.LeaderElection;
import io.pepper.outbound.HttpClients;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/**
 * The sending of notices, by the one node that is elected for it: of a domain one after the other,
 * in the order of versions, each again and again until it arrives or is a day old. A notice is
 * deleted after it arrived, so that one may arrive twice when nodes die, and none is lost.
 */
public final class WebhookSender implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WebhookSender.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MAX_AGE = Duration.ofDays(1);
  private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(30);
  private static final int MAX_SENDING = 16;

  private final UnsentNotices notices;
  private final LeaderElection election;
  private final Clock clock;
  private final Backoff backoff;
  private final WebhookClient client = new WebhookClient(TIMEOUT);
  private final ExecutorService threads = Threads.perTask("pepper-config-webhook");
  private final Semaphore sending = new Semaphore(MAX_SENDING);
  private final Set<DomainName> waiting = ConcurrentHashMap.newKeySet();
  private final Set<DomainName> underWay = ConcurrentHashMap.newKeySet();
  private final Map<DomainName, FailedAttempts> failures = new ConcurrentHashMap<>();
  private final PeriodicTask task;

  // Used by the task only.
  private long nextSearch = System.nanoTime();

  /**
   * @param number how many in a row
   * @param next by the monotonic clock
   */
  private record FailedAttempts(int number, long next) {}

  /**
   * @param election belongs to this from now on
   * @param interval between two searches for what is due, such as 500 ms
   * @param backoff the pauses between attempts that fail
   */
  public WebhookSender(
      UnsentNotices notices,
      LeaderElection election,
      Clock clock,
      Duration interval,
      Backoff backoff) {
    this.notices = notices;
    this.election = election;
    this.clock = clock;
    this.backoff = backoff;
    this.task = PeriodicTask.every(Threads.virtual("pepper-config-webhooks"), interval, this::run);
  }

  public void start() {
    task.start();
  }

  /** Notes that a domain was published at whatever node; never waits. */
  public void changed(DomainName domain) {
    waiting.add(domain);
  }

  private void run() {
    try {
      if (System.nanoTime() - nextSearch >= 0) {
        waiting.addAll(notices.domains());
        nextSearch = System.nanoTime() + SEARCH_INTERVAL.toNanos();
      }
      waiting.removeIf(domain -> notices.first(domain).isEmpty());
      if (waiting.isEmpty()) {
        return;
      }
      if (!election.stand()) {
        // Another node sends them; should it die, the next search finds them.
        waiting.clear();
        return;
      }
      waiting.forEach(this::sendIfDue);
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "webhooks wait for the coordination", e);
    } catch (RuntimeException e) {
      // Edge: a fault at one time must not end the sending of all notices.
      LOG.log(Level.ERROR, "webhooks of the configuration could not be dealt with", e);
    }
  }

  private void sendIfDue(DomainName domain) {
    FailedAttempts failed = failures.get(domain);
    boolean isDue = failed == null || System.nanoTime() - failed.next() >= 0;
    if (isDue && !underWay.contains(domain) && sending.tryAcquire()) {
      underWay.add(domain);
      threads.execute(() -> {
        try {
          sendAll(domain);
        } finally {
          underWay.remove(domain);
          sending.release();
        }
      });
    }
  }

  private void sendAll(DomainName domain) {
    try {
      Optional<PublishNotice> next = notices.first(domain);
      while (next.isPresent() && election.isLeader() && send(next.get())) {
        notices.delete(next.get());
        next = notices.first(domain);
      }
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "webhooks wait for the coordination", e);
    } catch (InterruptedException e) {
      // Only at the end; another node goes on.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether a notice arrived, or is given up. */
  private boolean send(PublishNotice notice) throws InterruptedException {
    Optional<String> problem = client.post(notice);
    if (problem.isEmpty()) {
      failures.remove(notice.domain());
      return true;
    }
    if (notice.publish().revision().at().isBefore(clock.instant().minus(MAX_AGE))) {
      LOG.log(
          Level.WARNING,
          "webhook {0} never heard of version {1} of {2}, which is a day old: {3}",
          HttpClients.server(notice.address()),
          notice.publish().revision().version(),
          notice.domain(),
          problem.get());
      return true;
    }
    failed(notice, problem.get());
    return false;
  }

  private void failed(PublishNotice notice, String problem) {
    FailedAttempts before = failures.get(notice.domain());
    int number = before == null ? 1 : before.number() + 1;
    if (number == 1) {
      LOG.log(
          Level.WARNING,
          "webhook {0} has not heard of version {1} of {2} yet, and is tried again: {3}",
          HttpClients.server(notice.address()),
          notice.publish().revision().version(),
          notice.domain(),
          problem);
    }
    failures.put(
        notice.domain(),
        new FailedAttempts(number, System.nanoTime() + backoff.afterFailures(number).toNanos()));
  }

  /** Breaks off what is under way: another node goes on, or this one after its next start. */
  @Override
  public void close() {
    task.close();
    threads.shutdownNow();
    client.close();
    try {
      election.close();
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "the lease ends by itself", e);
    }
  }
}
