package io.pepper.cron.alarm;

import io.pepper.bus.Jobs;
import io.pepper.coordination.Coordination;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Raises alarms (spec/peppercron.md 10.6, 12.2): each once for the whole cluster, and not again for
 * the same state. A notice is kept in Coordination until it has arrived, so that another node, or
 * the next start, tells it if this one ends: at least once. Safe for any number of threads; what is
 * ordinary for a job that has not alarmed costs nothing.
 */
public final class AlertService implements AlertSink, AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final AlertStore book;
  private final PerJobExecutor lanes = new PerJobExecutor();
  private final Outbox outbox;
  private final AlertSweep rounds;
  private final LostAlertCounter loss = new LostAlertCounter();
  private final Optional<MailServer> mailServer;
  private final String node;
  private final Clock clock;

  /**
   * @throws io.pepper.settings.InvalidSettingException if a setting of the mail server cannot work
   */
  public AlertService(Coordination coordination, Jobs bus, Settings settings, Clock clock) {
    this(coordination, bus, settings, clock, NotifierIntervals.of(settings));
  }

  AlertService(
      Coordination coordination, Jobs bus, Settings settings, Clock clock, NotifierIntervals pace) {
    this.mailServer = MailServer.of(settings);
    this.node = settings.node();
    this.clock = clock;
    this.book = new AlertStore(coordination);
    this.outbox =
        new Outbox(
            Map.of(
                NotificationTarget.WEBHOOK, new Webhook(ANSWER_LIMIT),
                NotificationTarget.MAIL, new Mail(mailServer, ANSWER_LIMIT),
                NotificationTarget.QUEUE, new BusQueue(bus)),
            pace,
            clock,
            this::settled,
            loss);
    this.rounds = new AlertSweep(book, lanes, outbox, node, pace.look());
  }

  /**
   * Follows what other nodes raise, and sees to what nobody else does.
   *
   * @param jobs the definitions, as this node knows them
   * @param isMember whether a node of this name takes part
   */
  public void open(Function<JobName, Optional<CronJob>> jobs, Predicate<String> isMember) {
    book.open();
    rounds.start(jobs, isMember);
  }

  /**
   * @throws InvalidDefinitionException if this node could not tell the job's alarms
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
    hear(job, late ? AlertEvent.STARTED_LATE : AlertEvent.STARTED_ON_TIME, run);
  }

  @Override
  public void ended(CronJob job, Run run) {
    switch (run.state()) {
      case SUCCEEDED -> hear(job, AlertEvent.SUCCEEDED, run);
      case FAILED, LOST -> hear(job, AlertEvent.FAILED, run);
      case RUNNING, KILLED, SKIPPED -> {
        // Somebody wanted it so, or it is no end.
      }
    }
  }

  @Override
  public void skipped(CronJob job, Run run) {
    hear(job, AlertEvent.SKIPPED, run);
  }

  @Override
  public void notStarted(CronJob job, Instant due) {
    Instant now = clock.instant();
    hear(
        job,
        AlertEvent.NOT_STARTED,
        (id, event) -> Notifications.notStarted(id, job, due, node, now));
  }

  private void hear(CronJob job, AlertEvent what, Run run) {
    Instant now = clock.instant();
    hear(job, what, (id, event) -> Notifications.of(id, event, run, now));
  }

  private void hear(CronJob job, AlertEvent what, Writing writing) {
    // What is under way may be what this puts an end to.
    if (what.concerns(job.alarms().on())
        && (book.glance(job.name()).mayChangeBy(what) || lanes.isBusyWith(job.name()))) {
      String id = Notifications.newId();
      if (!lanes.ask(job.name(), () -> note(job, what, id, writing))) {
        loss.of("'" + what + "'", job.name().value(), "too much happens at once");
      }
    }
  }

  /** May be done again after Coordination was away: the id tells whether it was done before. */
  private void note(CronJob job, AlertEvent what, String id, Writing writing) {
    Set<NotificationTarget> channels = outbox.hold(id, NotificationTarget.of(job.alarms()));
    boolean[] raised = {false};
    AlertState state;
    try {
      state =
          book.change(
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
      outbox.release(id);
      throw e;
    }
    Optional<PendingNotification> mine = state.untold(id);
    mine.ifPresentOrElse(
        untold -> outbox.send(untold.notice(), job.alarms()), () -> outbox.release(id));
    int missing =
        NotificationTarget.of(job.alarms()).size()
            - mine.map(untold -> untold.to().size()).orElse(0);
    if (raised[0] && missing > 0) {
      loss.of("an alarm", job.name().value(), "too many wait to be delivered already");
    }
  }

  private void settled(Notification notice, NotificationTarget channel) {
    book.change(new JobName(notice.job()), state -> state.told(notice.id(), channel));
  }

  /** A job is no more: nothing is kept of it. Does not block. */
  public void forget(JobName job) {
    if (!book.glance(job).isOrdinary() || !book.untold(job).isEmpty()) {
      // Whoever asks too much at once has it forgotten by a later round.
      lanes.ask(job, () -> book.forget(job));
    }
  }

  /** Alarms since the start that did not reach everybody they should have. */
  public long lost() {
    return loss.count();
  }

  /** Finishes what is under way, for some seconds; the rest is told by others or later. */
  @Override
  public void close() {
    rounds.close();
    lanes.close();
    outbox.close();
    book.close();
  }

  /** Writes the notice when it is known that somebody is to be told. */
  private interface Writing {
    Notification write(String id, Event event);
  }
}
