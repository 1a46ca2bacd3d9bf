package io.pepper.cron.fire;

import io.pepper.cron.cluster.CronMembership;
import io.pepper.cron.cluster.MembershipLease;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * This node's scheduler: keeps the agenda, has slots looked at when they are due or something about
 * them changes, and sets the alarm for what comes next. Safe for any number of threads; nothing in
 * it blocks its callers.
 */
final class Scheduler {
  private static final Logger LOG = System.getLogger(Scheduler.class.getName());
  private static final int LOOKING_AT_ONCE = 128;

  /** So often the alarm rings at least: the clock may be set, and outputs are shown then. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** A timer that is later than this is not waited for. */
  private static final Duration OVERDUE = Duration.ofMillis(150);

  /** Longer than the coordination takes to answer or to fail. */
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(10);

  private final JobDirectory jobs;
  private final CronMembership membership;
  private final WakeupTimer alarm;
  private final Clock clock;
  private final DueQueue agenda = new DueQueue();
  private final KeyedExecutor crew;
  private final SlotEvaluation.Tools tools;
  private final Map<Slot, EvaluationOutcome.Doubt> doubts = new ConcurrentHashMap<>();
  private Instant armedFor = Instant.MAX;
  private boolean toldOfAlarm;
  private volatile boolean closing;

  Scheduler(CronMembership membership, WakeupTimer alarm, SlotEvaluation.Tools tools) {
    this.jobs = tools.jobs();
    this.membership = membership;
    this.alarm = alarm;
    this.clock = tools.clock();
    this.tools = tools;
    this.crew = new KeyedExecutor(LOOKING_AT_ONCE, this::look);
  }

  /** The alarm rang: on a thread of the container, which must have it back at once. */
  void ring() {
    synchronized (this) {
      armedFor = Instant.MAX;
    }
    agenda.due(clock.instant()).forEach(crew::ask);
    arm();
  }

  /**
   * Called several times a second by a thread that does not depend on the alarm: looks whether it
   * should have rung.
   */
  void watchAlarm() {
    Instant latest = clock.instant().minus(OVERDUE);
    boolean late = armedFor().isBefore(latest);
    if (!closing && late) {
      if (!toldOfAlarm) {
        toldOfAlarm = true;
        LOG.log(
            Level.WARNING,
            "the server's timer rings late: cron looks at its agenda by itself as well. If the"
                + " server is not busy, set its ejb-timer-service.minimum-delivery-interval-in-millis"
                + " to 1, see docs/deployment.md");
      }
      ring();
    }
  }

  private synchronized Instant armedFor() {
    return armedFor;
  }

  private void enter(Slot slot, Instant at) {
    if (agenda.put(slot, at)) {
      arm();
    }
  }

  private synchronized void arm() {
    if (closing) {
      return;
    }
    Instant beat = clock.instant().plus(BEAT);
    Instant next = agenda.earliest().filter(beat::isAfter).orElse(beat);
    if (next.isBefore(armedFor)) {
      armedFor = next;
      alarm.ringAt(next);
    }
  }

  /** The job was defined, changed or removed. */
  void jobChanged(JobName name) {
    jobs.find(name).ifPresent(defined -> slotsOf(defined.job()).forEach(crew::ask));
  }

  /** This node takes part from now on. */
  void joined() {
    askAll();
  }

  private void askAll() {
    for (VersionedJob defined : jobs.all()) {
      slotsOf(defined.job()).forEach(crew::ask);
    }
  }

  private List<Slot> slotsOf(CronJob job) {
    return job.replicas().onEveryNode()
        ? membership.standing().stream()
            .map(standing -> new Slot(job.name(), standing.member().node()))
            .toList()
        : IntStream.range(0, job.replicas().count())
            .mapToObj(replica -> new Slot(job.name(), Integer.toString(replica)))
            .toList();
  }

  private void look(Slot slot) {
    Optional<MembershipLease> standing = membership.standing();
    Optional<VersionedJob> defined = jobs.find(slot.job());
    if (closing || standing.isEmpty() || defined.isEmpty()) {
      // Joining, or defining the job, has it looked at again.
      agenda.remove(slot);
      if (defined.isEmpty()) {
        doubts.remove(slot);
      }
      return;
    }
    Optional<EvaluationOutcome.Doubt> doubt = Optional.ofNullable(doubts.remove(slot));
    SlotEvaluation look = new SlotEvaluation(slot, defined.get(), standing.get(), tools);
    boolean sees = slotsOf(defined.get().job()).contains(slot);
    EvaluationOutcome outcome = sees ? look.go(doubt) : look.tidyOrders();
    outcome.doubt().ifPresent(left -> doubts.put(slot, left));
    outcome.next().ifPresentOrElse(next -> enter(slot, next), () -> agenda.remove(slot));
  }

  /** A claim, a run or an order of this slot changed. */
  void slotChanged(Slot slot) {
    crew.ask(slot);
  }

  /** Jobs that wait for this one's runs to end, or must not start now, are looked at. */
  void runsChanged(JobName job) {
    jobs.excluding(job).forEach(this::jobChanged);
  }

  void completed(JobName job) {
    jobs.followers(job).forEach(this::jobChanged);
  }

  void maintenanceChanged() {
    askAll();
  }

  /**
   * Nothing begins any more. Waits for looks under way: what they take has to be carried.
   *
   * @throws InterruptedException if interrupted; looks may go on then
   */
  void close() throws InterruptedException {
    closing = true;
    if (!crew.close(CLOSING_LIMIT)) {
      LOG.log(
          Level.WARNING,
          "the coordination does not answer: what this node was taking when it stopped is lost");
    }
  }

  int agendaSize() {
    return agenda.size();
  }
}
