package io.pepper.cron.run;

import java.util.OptionalInt;

/**
 * How an attempt ended.
 *
 * @param state SUCCEEDED, FAILED or KILLED
 * @param exitCode of the process, as a shell shows it: 128 and the signal's number after a signal;
 *     empty for other targets, and if it never started
 * @param problem why it is not a success, one line for people; empty for a success
 */
public record Ending(RunState state, OptionalInt exitCode, String problem) {
  static Ending succeeded() {
    return new Ending(RunState.SUCCEEDED, OptionalInt.empty(), "");
  }

  static Ending failed(String problem) {
    return new Ending(RunState.FAILED, OptionalInt.empty(), line(problem));
  }

  static Ending killed(String why) {
    return new Ending(RunState.KILLED, OptionalInt.empty(), line(why));
  }

  /** The same of a process that ended with this status, if it did. */
  Ending with(OptionalInt exit) {
    return new Ending(state, exit, problem);
  }

  /** The same with something else that people should know. */
  Ending noting(String more) {
    return new Ending(state, exitCode, problem.isEmpty() ? more : problem + "; " + more);
  }

  private static String line(String text) {
    return text == null ? "no reason is known" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
