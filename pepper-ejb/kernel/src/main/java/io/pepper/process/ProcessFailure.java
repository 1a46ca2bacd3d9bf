package io.pepper.process;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reasons why the system did not start a process, in words for people. */
public final class ProcessFailure {
  private static final Pattern ERROR = Pattern.compile("error[=:] ?(\\d+)");

  private ProcessFailure() {}

  /** Returns one line, which goes on after a colon. */
  public static String words(IOException failure) {
    Matcher error = ERROR.matcher(String.valueOf(failure.getMessage()));
    return switch (error.find() ? Integer.parseInt(error.group(1)) : 0) {
      case 2 -> "there is no such program, or no such interpreter or directory";
      case 7 -> "its arguments and environment are longer than the system takes";
      case 8 -> "it is no program that this system can run; does a script lack its first line, #!?";
      case 11 -> "the system starts no more processes for this user (ulimit -u)";
      case 12 -> "the system has no memory left for it";
      case 13 -> "no permission to run it, or to enter its directory";
      case 23, 24 -> "too many open files; raise the limit of this process (ulimit -n)";
      case 26 -> "its file is being written to";
      case 0 -> "the system did not start it (" + failure.getClass().getSimpleName() + ")";
      default -> "the system did not start it (error " + error.group(1) + ")";
    };
  }
}
