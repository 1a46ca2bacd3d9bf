package io.pepper.cron.alarm;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.definition.Alarms;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Delivers the notices this node sees to, and tries again until it gives up. Those of one job on
 * one channel arrive in their order; each such row has a virtual thread while it is not empty. At
 * most so many wait per channel. Safe for any number of threads; only delivering blocks.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  static final int MOST_PER_CHANNEL = 1000;
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(5);

  /**
   * Hears that a notice was delivered, or given up, on a channel; blocks, and may throw {@link
   * CoordinationUnavailableException}.
   */
  interface Settled {
    void settled(Notification notice, NotificationTarget channel);
  }

  private record Row(String job, NotificationTarget channel) {}

  private record Letter(Notification notice, Alarms alarms, Instant until) {}

  private final Map<NotificationTarget, NotificationChannel> couriers;
  private final NotifierIntervals pace;
  private final Clock clock;
  private final Settled settled;
  private final LostAlertCounter loss;
  private final DeliveryFailureLog complaints = new DeliveryFailureLog();
  private final Map<NotificationTarget, Semaphore> sending =
      new EnumMap<>(NotificationTarget.class);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  // Guarded by this.
  private final Map<NotificationTarget, Integer> room = new EnumMap<>(NotificationTarget.class);
  private final Map<String, Set<NotificationTarget>> held = new HashMap<>();
  private final Map<Row, Deque<Letter>> rows = new HashMap<>();

  Outbox(
      Map<NotificationTarget, NotificationChannel> couriers,
      NotifierIntervals pace,
      Clock clock,
      Settled settled,
      LostAlertCounter loss) {
    this.couriers = couriers;
    this.pace = pace;
    this.clock = clock;
    this.settled = settled;
    this.loss = loss;
    for (NotificationTarget channel : NotificationTarget.values()) {
      room.put(channel, MOST_PER_CHANNEL);
      sending.put(channel, new Semaphore(couriers.get(channel).atOnce()));
    }
  }

  /**
   * Holds room for a notice until it is {@linkplain #release released} or sent.
   *
   * @return the channels that have room
   */
  synchronized Set<NotificationTarget> hold(String notice, Set<NotificationTarget> channels) {
    Set<NotificationTarget> free = EnumSet.noneOf(NotificationTarget.class);
    channels.stream().filter(channel -> room.get(channel) > 0).forEach(free::add);
    if (!free.isEmpty()) {
      free.forEach(channel -> room.merge(channel, -1, Integer::sum));
      held.put(notice, EnumSet.copyOf(free));
    }
    return free;
  }

  /** Whether this node is about to deliver a notice, or has just done so. */
  synchronized boolean holds(String notice) {
    return held.containsKey(notice);
  }

  /** Gives up the room of a notice. */
  synchronized void release(String notice) {
    for (NotificationTarget channel : Set.copyOf(held.getOrDefault(notice, Set.of()))) {
      release(notice, channel);
    }
  }

  private synchronized void release(String notice, NotificationTarget channel) {
    Set<NotificationTarget> left = held.get(notice);
    if (left != null && left.remove(channel)) {
      room.merge(channel, 1, Integer::sum);
      if (left.isEmpty()) {
        held.remove(notice);
      }
    }
  }

  /** Begins to deliver a notice on the channels it holds room for. */
  synchronized void send(Notification notice, Alarms alarms) {
    Letter letter = new Letter(notice, alarms, clock.instant().plus(pace.limit()));
    for (NotificationTarget channel : held.getOrDefault(notice.id(), Set.of())) {
      Row row = new Row(notice.job(), channel);
      Deque<Letter> letters = rows.get(row);
      if (letters == null) {
        letters = new ArrayDeque<>();
        rows.put(row, letters);
        Thread thread =
            Thread.ofVirtual()
                .name("pepper-cron-alarm-" + channel.text())
                .unstarted(() -> empty(row));
        threads.add(thread);
        thread.start();
      }
      letters.add(letter);
    }
  }

  private void empty(Row row) {
    try {
      for (Letter letter = next(row); letter != null; letter = next(row)) {
        if (!delivered(letter, row.channel())) {
          // Pepper stops: another node, or the next start, sees to it.
          return;
        }
        settle(letter.notice(), row.channel());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private synchronized Letter next(Row row) {
    Letter next = rows.get(row).poll();
    if (next == null) {
      rows.remove(row);
    }
    return next;
  }

  /** False if it was neither delivered nor given up. */
  private boolean delivered(Letter letter, NotificationTarget channel) throws InterruptedException {
    Duration pause = Duration.ZERO;
    while (closing.getCount() > 0) {
      if (attempt(letter, channel)) {
        return true;
      }
      pause = pace.after(pause);
      if (clock.instant().plus(pause).isAfter(letter.until())) {
        loss.of(
            "the alarm '" + letter.notice().event() + "' by " + channel.text(),
            letter.notice().job(),
            "it could not be delivered within " + pace.limit());
        return true;
      }
      closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
    return false;
  }

  private boolean attempt(Letter letter, NotificationTarget channel) throws InterruptedException {
    NotificationChannel courier = couriers.get(channel);
    String destination = channel.text() + " " + courier.destination(letter.alarms());
    sending.get(channel).acquire();
    try {
      courier.deliver(letter.notice(), letter.alarms());
      complaints.end(destination);
      return true;
    } catch (UndeliveredException e) {
      complaints.add(destination, e.getMessage());
    } catch (RuntimeException e) {
      complaints.add(destination, e.toString());
    } finally {
      sending.get(channel).release();
    }
    return false;
  }

  private void settle(Notification notice, NotificationTarget channel) throws InterruptedException {
    Duration pause = Duration.ZERO;
    while (!isSettled(notice, channel)) {
      pause = pace.after(pause);
      if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(
            Level.WARNING,
            "the alarm {0} of cron job {1} may be told again: that it was could not be noted",
            notice.event(),
            notice.job());
        break;
      }
    }
    // Only now: whoever looks for notices that nobody sees to must not find this one.
    release(notice.id(), channel);
  }

  private boolean isSettled(Notification notice, NotificationTarget channel) {
    try {
      settled.settled(notice, channel);
      return true;
    } catch (CoordinationUnavailableException e) {
      return false;
    }
  }

  /** Lets deliveries under way end, for at most 5 s; the rest is left to others. */
  @Override
  public void close() {
    closing.countDown();
    long end = System.nanoTime() + CLOSING_LIMIT.toNanos();
    try {
      for (Thread each : threads) {
        each.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    couriers.values().forEach(NotificationChannel::close);
  }
}
