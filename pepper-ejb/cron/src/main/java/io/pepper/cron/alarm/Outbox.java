package io.pepper.cron.alarm;

import io.pepper.concurrent.Threads;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.Notification;
import io.pepper.cron.alarm.channel.NotificationChannel;
import io.pepper.cron.alarm.channel.UndeliveredException;
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
 * The notifications that this node delivers, tried again until it gives up. Those of one job on one
 * channel arrive in their order; each such queue has a virtual thread while it is not empty. At
 * most {@value #MAX_PER_CHANNEL} wait per channel. Safe for any number of threads; only delivering
 * blocks.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  static final int MAX_PER_CHANNEL = 1000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** The listener to the end of deliveries. */
  interface DeliveryListener {
    void onDelivered(Notification notice, ChannelType channel);
  }

  private record DeliveryQueue(String job, ChannelType channel) {}

  private record Delivery(Notification notification, Alarms alarms, Instant deadline) {}

  private final Map<ChannelType, NotificationChannel> channels;
  private final NotificationIntervals intervals;
  private final Clock clock;
  private final DeliveryListener listener;
  private final LostAlertCounter lostAlerts;
  private final DeliveryFailureLog failures = new DeliveryFailureLog();
  private final Map<ChannelType, Semaphore> deliveryPermits = new EnumMap<>(ChannelType.class);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  // Guarded by this.
  private final Map<ChannelType, Integer> room = new EnumMap<>(ChannelType.class);
  private final Map<String, Set<ChannelType>> reserved = new HashMap<>();
  private final Map<DeliveryQueue, Deque<Delivery>> queues = new HashMap<>();

  Outbox(
      Map<ChannelType, NotificationChannel> channels,
      NotificationIntervals pace,
      Clock clock,
      DeliveryListener settled,
      LostAlertCounter loss) {
    this.channels = channels;
    this.intervals = pace;
    this.clock = clock;
    this.listener = settled;
    this.lostAlerts = loss;
    for (ChannelType channel : ChannelType.values()) {
      room.put(channel, MAX_PER_CHANNEL);
      deliveryPermits.put(channel, new Semaphore(channels.get(channel).maxConcurrent()));
    }
  }

  /**
   * Reserves room for a notification until it is {@linkplain #release released} or sent.
   *
   * @return the channels that have room
   */
  synchronized Set<ChannelType> reserve(String notice, Set<ChannelType> channels) {
    Set<ChannelType> free = EnumSet.noneOf(ChannelType.class);
    channels.stream().filter(channel -> room.get(channel) > 0).forEach(free::add);
    if (!free.isEmpty()) {
      free.forEach(channel -> room.merge(channel, -1, Integer::sum));
      reserved.put(notice, EnumSet.copyOf(free));
    }
    return free;
  }

  /** Returns whether this node is about to deliver a notification, or has just done so. */
  synchronized boolean isReserved(String notice) {
    return reserved.containsKey(notice);
  }

  /** Gives up the room of a notification. */
  synchronized void release(String notice) {
    for (ChannelType channel : Set.copyOf(reserved.getOrDefault(notice, Set.of()))) {
      release(notice, channel);
    }
  }

  private synchronized void release(String notice, ChannelType channel) {
    Set<ChannelType> left = reserved.get(notice);
    if (left != null && left.remove(channel)) {
      room.merge(channel, 1, Integer::sum);
      if (left.isEmpty()) {
        reserved.remove(notice);
      }
    }
  }

  /** Begins to deliver a notification on the channels for which it has room. */
  synchronized void send(Notification notice, Alarms alarms) {
    Delivery letter = new Delivery(notice, alarms, clock.instant().plus(intervals.giveUpAfter()));
    for (ChannelType channel : reserved.getOrDefault(notice.id(), Set.of())) {
      DeliveryQueue row = new DeliveryQueue(notice.job(), channel);
      Deque<Delivery> letters = queues.get(row);
      if (letters == null) {
        letters = new ArrayDeque<>();
        queues.put(row, letters);
        Thread thread =
            Threads.virtual("pepper-cron-notify-" + channel.text()).unstarted(() -> drain(row));
        threads.add(thread);
        thread.start();
      }
      letters.add(letter);
    }
  }

  private void drain(DeliveryQueue row) {
    try {
      for (Delivery letter = next(row); letter != null; letter = next(row)) {
        if (!deliver(letter, row.channel())) {
          // Pepper stops: another node, or the next start, sees to it.
          return;
        }
        reportDelivered(letter.notification(), row.channel());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private synchronized Delivery next(DeliveryQueue row) {
    Delivery next = queues.get(row).poll();
    if (next == null) {
      queues.remove(row);
    }
    return next;
  }

  /** Delivers until it succeeds or the deadline passes; returns false if Pepper stops before. */
  private boolean deliver(Delivery letter, ChannelType channel) throws InterruptedException {
    Duration pause = Duration.ZERO;
    while (closing.getCount() > 0) {
      if (attempt(letter, channel)) {
        return true;
      }
      pause = intervals.retry().after(pause);
      if (clock.instant().plus(pause).isAfter(letter.deadline())) {
        lostAlerts.add(
            "the alarm '" + letter.notification().event() + "' by " + channel.text(),
            letter.notification().job(),
            "it could not be delivered within " + intervals.giveUpAfter());
        return true;
      }
      closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
    return false;
  }

  private boolean attempt(Delivery letter, ChannelType channel) throws InterruptedException {
    NotificationChannel transport = channels.get(channel);
    String destination = channel.text() + " " + transport.destination(letter.alarms());
    deliveryPermits.get(channel).acquire();
    try {
      transport.deliver(letter.notification(), letter.alarms());
      failures.succeeded(destination);
      return true;
    } catch (UndeliveredException e) {
      failures.failed(destination, e.getMessage());
    } catch (RuntimeException e) {
      // Edge: what a channel throws is a failed delivery, which is tried again.
      failures.failed(destination, e.toString());
    } finally {
      deliveryPermits.get(channel).release();
    }
    return false;
  }

  private void reportDelivered(Notification notice, ChannelType channel)
      throws InterruptedException {
    Duration pause = Duration.ZERO;
    while (!tryReport(notice, channel)) {
      pause = intervals.retry().after(pause);
      if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(
            Level.WARNING,
            "the alarm {0} of cron job {1} may be told again: that it was could not be noted",
            notice.event(),
            notice.job());
        break;
      }
    }
    // Only now: the sweep for notifications that no node delivers must not find this one.
    release(notice.id(), channel);
  }

  private boolean tryReport(Notification notice, ChannelType channel) {
    try {
      listener.onDelivered(notice, channel);
      return true;
    } catch (CoordinationUnavailableException e) {
      return false;
    }
  }

  /** Lets deliveries under way end, for at most 5 s; the rest is left to others. */
  @Override
  public void close() {
    closing.countDown();
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    try {
      for (Thread each : threads) {
        each.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channels.values().forEach(NotificationChannel::close);
  }
}
