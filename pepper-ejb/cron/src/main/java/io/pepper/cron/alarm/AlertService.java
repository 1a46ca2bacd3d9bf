package io.pepper.cron.alarm;

import io.pepper.bus.Jobs;
import io.pepper.coordination.Coordination;
import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.MailServer;
import io.pepper.cron.alarm.channel.Notification;
import io.pepper.cron.alarm.channel.NotificationChannel;
import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.settings.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The alerts about cron jobs (docs/protocol.md, Cron alarms): each is raised once for the whole
 * cluster, and not again for the same state. A notification is kept in Coordination until it has
 * arrived, so that another node, or the next start, delivers it if this node ends: at least once.
 * Safe for any number of threads; what is normal for a job without a raised alert costs nothing.
 */
public final class AlertService implements AlertSink, AutoCloseable {
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);

  private final AlertStore store;
  private final PerJobExecutor executor = new PerJobExecutor();
  private final Outbox outbox;
  private final AlertSweep sweep;
  private final LostAlertCounter lostAlerts = new LostAlertCounter();
  private final Optional<MailServer> mailServer;
  private final String node;
  private final Clock clock;

  /**
   * @throws io.pepper.settings.InvalidSettingException if a setting of the mail server cannot work
   */
  public AlertService(Coordination coordination, Jobs bus, Settings settings, Clock clock) {
    this(coordination, bus, settings, clock, NotificationIntervals.of(settings));
  }

  AlertService(
      Coordination coordination,
      Jobs bus,
      Settings settings,
      Clock clock,
      NotificationIntervals pace) {
    this.mailServer = MailServer.of(settings);
    this.node = settings.node();
    this.clock = clock;
    this.store = new AlertStore(coordination);
    this.outbox =
        new Outbox(
            NotificationChannel.all(bus, mailServer, RESPONSE_TIMEOUT),
            pace,
            clock,
            this::markDelivered,
            lostAlerts);
    this.sweep = new AlertSweep(store, executor, outbox, node, pace.sweep());
  }

  /**
   * Follows the alerts of other nodes, and starts to take over notifications that no node delivers.
   *
   * @param jobs the definitions, as this node knows them
   * @param isMember whether a node of this name takes part
   */
  public void open(Function<JobName, Optional<CronJob>> jobs, Predicate<String> isMember) {
    store.open();
    sweep.start(jobs, isMember);
  }

  /**
   * Checks the alarms of a definition.
   *
   * @throws InvalidDefinitionException if this node could not deliver the job's notifications
   */
  public void check(CronJob job) {
    if (job.alarms().mail().isEmpty()) {
      return;
    }
    if (mailServer.isEmpty()) {
      throw new InvalidDefinitionException(
          "alarms.mail",
          "there is no mail server: set pepper.mail.host on every node, or name a webhook or a queue");
    }
    for (String address : job.alarms().mail()) {
      try {
        new InternetAddress(address, true);
      } catch (AddressException e) {
        throw new InvalidDefinitionException(
            "alarms.mail", "'" + address + "' is not an address such as ops@example.org");
      }
    }
  }

  @Override
  public void started(CronJob job, Run run) {
    boolean late = run.lateness().compareTo(job.alarms().late()) > 0;
    onEvent(job, late ? AlertEvent.STARTED_LATE : AlertEvent.STARTED_ON_TIME, run);
  }

  @Override
  public void ended(CronJob job, Run run) {
    switch (run.state()) {
      case SUCCEEDED -> onEvent(job, AlertEvent.SUCCEEDED, run);
      case FAILED, LOST -> onEvent(job, AlertEvent.FAILED, run);
      case RUNNING, KILLED, SKIPPED -> {
        // Somebody wanted it so, or it is no end.
      }
    }
  }

  @Override
  public void skipped(CronJob job, Run run) {
    onEvent(job, AlertEvent.SKIPPED, run);
  }

  @Override
  public void notStarted(CronJob job, Instant due) {
    Instant now = clock.instant();
    onEvent(
        job,
        AlertEvent.NOT_STARTED,
        (id, event) -> Notifications.notStarted(id, job, due, node, now));
  }

  private void onEvent(CronJob job, AlertEvent what, Run run) {
    Instant now = clock.instant();
    onEvent(job, what, (id, event) -> Notifications.of(id, event, run, now));
  }

  private void onEvent(CronJob job, AlertEvent what, NotificationFactory writing) {
    // What is under way may be what this puts an end to.
    if (what.concerns(job.alarms().on())
        && (store.cachedState(job.name()).mayChangeBy(what) || executor.isBusyWith(job.name()))) {
      String id = Notifications.newId();
      if (!executor.submit(job.name(), () -> recordEvent(job, what, id, writing))) {
        lostAlerts.add("'" + what + "'", job.name().value(), "too much happens at once");
      }
    }
  }

  /**
   * Records an event and sends what it raises. Repeated after an outage of Coordination: the id
   * shows whether it was recorded before.
   */
  private void recordEvent(CronJob job, AlertEvent what, String id, NotificationFactory writing) {
    Set<ChannelType> channels = outbox.reserve(id, ChannelType.of(job.alarms()));
    boolean[] raised = {false};
    AlertState state;
    try {
      state =
          store.change(
              job.name(),
              present -> {
                raised[0] = false;
                return present.after(
                    what,
                    job.alarms().on(),
                    event -> {
                      raised[0] = true;
                      return channels.isEmpty()
                          ? Optional.empty()
                          : Optional.of(
                              new PendingNotification(writing.write(id, event), channels, node));
                    });
              });
    } catch (RuntimeException e) {
      // Edge: the reserved room is given back whatever failed; the executor hears of it.
      outbox.release(id);
      throw e;
    }
    Optional<PendingNotification> mine = state.pending(id);
    mine.ifPresentOrElse(
        pending -> outbox.send(pending.notification(), job.alarms()), () -> outbox.release(id));
    int missing =
        ChannelType.of(job.alarms()).size()
            - mine.map(pending -> pending.channels().size()).orElse(0);
    if (raised[0] && missing > 0) {
      lostAlerts.add("an alarm", job.name().value(), "too many wait to be delivered already");
    }
  }

  private void markDelivered(Notification notice, ChannelType channel) {
    store.change(new JobName(notice.job()), state -> state.delivered(notice.id(), channel));
  }

  /** Deletes what is kept of a job that was deleted. Does not block. */
  public void forget(JobName job) {
    if (!store.cachedState(job).isNormal() || !store.pendingNodes(job).isEmpty()) {
      // A later sweep forgets what the executor has no room for.
      executor.submit(job, () -> store.forget(job));
    }
  }

  /** Returns the number of alerts since the start that did not reach all their channels. */
  public long lost() {
    return lostAlerts.count();
  }

  /**
   * Finishes what is under way, for some seconds; the rest is delivered by other nodes or later.
   */
  @Override
  public void close() {
    sweep.close();
    executor.close();
    outbox.close();
    store.close();
  }

  /** The writer of a notification, called once it is known to be needed. */
  private interface NotificationFactory {
    Notification write(String id, Event event);
  }
}
