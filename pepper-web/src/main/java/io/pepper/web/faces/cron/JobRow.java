package io.pepper.web.faces.cron;

import io.pepper.cron.ListedCronJob;
import io.pepper.cron.NextFires;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.definition.Trigger;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunSummary;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** One job, as the pages read it. */
public final class JobRow {
  private static final String UNKNOWN = "?";

  private final ListedCronJob listed;
  private final boolean isKnown;
  private final Instant now;
  private final JobSeverity state;
  private final NextFires nextFires;

  /**
   * @param isKnown whether the database has answered with the runs
   * @param fires the number of next times to show
   */
  JobRow(ListedCronJob listed, boolean isKnown, Instant now, int fires) {
    this.listed = listed;
    this.isKnown = isKnown;
    this.now = now;
    this.state = JobSeverity.of(listed, isKnown);
    this.nextFires = NextFires.of(listed.job(), now, fires);
  }

  CronJob job() {
    return listed.job();
  }

  /** Returns the zone of the job's schedule; UTC for a job without one. */
  public static ZoneId zone(CronJob job) {
    return job.trigger() instanceof Trigger.Scheduled scheduled ? scheduled.zone() : ZoneOffset.UTC;
  }

  public String getName() {
    return job().name().value();
  }

  public String getTarget() {
    return PlainText.of(TargetText.of(job().run()));
  }

  public String getState() {
    return state.label();
  }

  public String getStateStyle() {
    return state.style();
  }

  /** Returns what the state alone does not say; empty for nothing. */
  public String getReason() {
    if (state == JobSeverity.STRANDED) {
      return "no node that is up carries the tag '" + job().tag() + "'";
    }
    if (state == JobSeverity.SKIPPING) {
      return "%d of the last %d runs were skipped: their output says why"
          .formatted(JobSeverity.skipped(listed), JobSeverity.known(listed));
    }
    long failures = JobSeverity.failuresInARow(listed);
    if (failures > 1) {
      return "last " + failures + " runs did not succeed";
    }
    return failures == 1 && state != JobSeverity.FAILING ? "last run did not succeed" : "";
  }

  public String getReading() {
    return nextFires.reading();
  }

  public List<Moment> getFires() {
    return nextFires.next().stream().map(fire -> new Moment(fire, now, zone(job()))).toList();
  }

  /** Returns the next time; null if it is not known, or nothing is started by itself. */
  public Moment getNext() {
    return isPaused() || nextFires.next().isEmpty() ? null : getFires().getFirst();
  }

  /** Returns the last run; null if it never ran. */
  public RunRow getLast() {
    return last().map(run -> new RunRow(run, now, zone(job()))).orElse(null);
  }

  private Optional<Run> last() {
    return JobSeverity.last(listed);
  }

  /** Returns the tag of the nodes that run it, and on how many of them it runs. */
  public String getSpread() {
    return job().tag()
        + " × "
        + (job().replicas().onEveryNode() ? "all" : job().replicas().count());
  }

  public String getSucceeded() {
    return isKnown ? Readable.count(counts().succeeded()) : UNKNOWN;
  }

  public String getFailed() {
    return isKnown ? Readable.count(failed()) : UNKNOWN;
  }

  public boolean isAnyFailed() {
    return isKnown && failed() > 0;
  }

  /** Returns the runs that did not succeed, by how they ended. */
  public String getFailures() {
    RunCounts all = counts();
    return "%s failed, %s killed, %s lost, %s skipped"
        .formatted(
            Readable.count(all.failed()),
            Readable.count(all.killed()),
            Readable.count(all.lost()),
            Readable.count(all.skipped()));
  }

  private long failed() {
    return counts().failed() + counts().lost();
  }

  private RunCounts counts() {
    return listed.summary().map(RunSummary::all).orElse(RunCounts.ZERO);
  }

  public boolean isPaused() {
    return job().paused();
  }

  /** Returns whether another run would be refused unless it is forced. */
  public boolean isBusy() {
    return listed.isRunning() && job().overlap() == Overlap.SKIP;
  }
}
