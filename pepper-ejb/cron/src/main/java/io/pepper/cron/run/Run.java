package io.pepper.cron.run;

import io.pepper.cron.definition.JobName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of one run, as it is or was.
 *
 * @param slot which replica: a number from 0, or the node's name when every node runs the job
 * @param nominal the instant it is for
 * @param started empty if it never did
 * @param ended empty while it runs
 * @param lateness from the instant it was due (nominal and jitter) to its start; zero if it never
 *     started
 * @param node where it runs
 * @param member which start of that node
 * @param exitCode of the process; empty for other targets
 * @param output the beginning and the end of what it printed, or why it was skipped
 */
public record Run(
    RunId id,
    JobName job,
    String slot,
    Instant nominal,
    Optional<Instant> started,
    Optional<Instant> ended,
    Duration lateness,
    String node,
    String member,
    RunState state,
    OptionalInt exitCode,
    String output) {
  /** Returns the named construction of a run. */
  public static RunBuilder builder(RunId id, JobName job) {
    return new RunBuilder(id, job);
  }

  /** Returns this run, ended. */
  public Run ended(RunState how, OptionalInt exit, Instant when, String printed) {
    return new Run(
        id,
        job,
        slot,
        nominal,
        started,
        Optional.of(when),
        lateness,
        node,
        member,
        how,
        exit,
        printed);
  }

  /** Returns this run with this output. */
  public Run withOutput(String printed) {
    return new Run(
        id, job, slot, nominal, started, ended, lateness, node, member, state, exitCode, printed);
  }
}
