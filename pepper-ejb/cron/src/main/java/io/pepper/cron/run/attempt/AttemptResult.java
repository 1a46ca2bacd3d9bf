package io.pepper.cron.run.attempt;

import io.pepper.cron.run.RunState;
import java.util.OptionalInt;

/**
 * The result of an attempt.
 *
 * @param state SUCCEEDED, FAILED or KILLED
 * @param exitCode of the process, as a shell shows it: 128 and the signal's number after a signal;
 *     empty for other targets, and if it never started
 * @param problem why it is not a success, one line for people; empty for a success
 */
public record AttemptResult(RunState state, OptionalInt exitCode, String problem) {
  public static AttemptResult succeeded() {
    return new AttemptResult(RunState.SUCCEEDED, OptionalInt.empty(), "");
  }

  public static AttemptResult failed(String problem) {
    return new AttemptResult(RunState.FAILED, OptionalInt.empty(), oneLine(problem));
  }

  static AttemptResult killed(String why) {
    return new AttemptResult(RunState.KILLED, OptionalInt.empty(), oneLine(why));
  }

  /** Returns this result with the exit code of a process. */
  public AttemptResult withExitCode(OptionalInt exit) {
    return new AttemptResult(state, exit, problem);
  }

  /** Returns this result with a further note for people. */
  public AttemptResult withNote(String more) {
    return new AttemptResult(state, exitCode, problem.isEmpty() ? more : problem + "; " + more);
  }

  private static String oneLine(String text) {
    return text == null ? "no reason is known" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
