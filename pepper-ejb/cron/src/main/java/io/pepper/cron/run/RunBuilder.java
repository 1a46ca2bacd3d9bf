package io.pepper.cron.run;

import io.pepper.cron.definition.JobName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The named construction of a {@link Run}. Slot, nominal instant, node, member and state must be
 * set; the others have the values of a run that has not started. Used by one thread.
 */
public final class RunBuilder {
  private final RunId id;
  private final JobName job;
  private String slot;
  private Instant nominal;
  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> ended = Optional.empty();
  private Duration lateness = Duration.ZERO;
  private String node;
  private String member;
  private RunState state;
  private OptionalInt exitCode = OptionalInt.empty();
  private String output = "";

  RunBuilder(RunId id, JobName job) {
    this.id = id;
    this.job = job;
  }

  /** Sets the replica: a number from 0, or the node's name when every node runs the job. */
  public RunBuilder slot(String replica) {
    slot = replica;
    return this;
  }

  /** Sets the instant that the run is for. */
  public RunBuilder nominal(Instant instant) {
    nominal = instant;
    return this;
  }

  /** Sets the node and which start of it. */
  public RunBuilder on(String nodeName, String memberId) {
    node = nodeName;
    member = memberId;
    return this;
  }

  /** Sets the start and how long after the due instant it was. */
  public RunBuilder started(Optional<Instant> instant, Duration late) {
    started = instant;
    lateness = late;
    return this;
  }

  /** Sets the end; empty while the run goes on. */
  public RunBuilder ended(Optional<Instant> instant) {
    ended = instant;
    return this;
  }

  /** Sets the state. */
  public RunBuilder state(RunState value) {
    state = value;
    return this;
  }

  /** Sets the exit code of the process; empty for other targets. */
  public RunBuilder exitCode(OptionalInt code) {
    exitCode = code;
    return this;
  }

  /** Sets the excerpt of the output, or why the run was skipped. */
  public RunBuilder output(String text) {
    output = text;
    return this;
  }

  /** Returns the run. */
  public Run build() {
    return new Run(
        id, job, slot, nominal, started, ended, lateness, node, member, state, exitCode, output);
  }
}
