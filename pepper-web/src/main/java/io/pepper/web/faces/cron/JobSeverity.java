package io.pepper.web.faces.cron;

import io.pepper.cron.ListedCronJob;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.RunSummary;
import java.util.List;
import java.util.Optional;

/** The state of a job, in the words and the colour of the page. */
enum JobSeverity {
  OK("OK", "good"),
  RUNNING("Running", "busy"),
  FAILING("Failing", "bad"),
  SKIPPING("Skips runs", "held"),
  KILLED("Killed", "held"),
  STRANDED("No node", "bad"),
  PAUSED("Paused", "held"),
  NEW("Never ran", "idle"),
  UNKNOWN("Unknown", "idle");

  private final String label;
  private final String style;

  JobSeverity(String label, String style) {
    this.label = label;
    this.style = style;
  }

  /**
   * @param isKnown whether the database has answered with the runs
   */
  static JobSeverity of(ListedCronJob job, boolean isKnown) {
    if (isKnown && !job.job().paused() && skipsMost(job)) {
      return SKIPPING;
    }
    if (job.isRunning()) {
      return RUNNING;
    }
    if (job.job().paused()) {
      return PAUSED;
    }
    if (!job.isCarried()) {
      return STRANDED;
    }
    if (!isKnown) {
      return UNKNOWN;
    }
    return latest(job).stream()
        .filter(JobSeverity::isConclusive)
        .findFirst()
        .map(run -> run.state() == RunState.SUCCEEDED ? OK : FAILING)
        .orElse(last(job).isPresent() ? KILLED : NEW);
  }

  /**
   * Returns whether most of the newest occurrences did not run, although the last that did may have
   * succeeded.
   */
  private static boolean skipsMost(ListedCronJob job) {
    return skipped(job) > 1 && 2 * skipped(job) > latest(job).size();
  }

  /** Returns how many of the newest occurrences did not run; counts no further than the summary. */
  static long skipped(ListedCronJob job) {
    return latest(job).stream().filter(run -> run.state() == RunState.SKIPPED).count();
  }

  /** Returns how many of the newest occurrences the summary has. */
  static int known(ListedCronJob job) {
    return latest(job).size();
  }

  /** Returns the newest run that is over and had started. */
  static Optional<Run> last(ListedCronJob job) {
    return latest(job).stream().filter(JobSeverity::isOver).findFirst();
  }

  /** Returns how many of the newest runs did not succeed; counts no further than the summary. */
  static long failuresInARow(ListedCronJob job) {
    return latest(job).stream()
        .filter(JobSeverity::isConclusive)
        .takeWhile(run -> run.state() != RunState.SUCCEEDED)
        .count();
  }

  private static List<Run> latest(ListedCronJob job) {
    return job.summary().map(RunSummary::latest).orElse(List.of());
  }

  private static boolean isOver(Run run) {
    return run.state() != RunState.RUNNING && run.state() != RunState.SKIPPED;
  }

  /**
   * Returns whether a run says something about the job: a killed one only says something about the
   * person who killed it.
   */
  private static boolean isConclusive(Run run) {
    return isOver(run) && run.state() != RunState.KILLED;
  }

  String label() {
    return label;
  }

  String style() {
    return style;
  }
}
