package io.pepper.cron.run.command;

import java.util.Map;

/** The signals that exit statuses above 128 stand for. */
final class ExitSignals {
  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "HUP", 2, "INT", 3, "QUIT", 4, "ILL", 6, "ABRT", 8, "FPE", 9, "KILL", 11, "SEGV", 13,
          "PIPE", 15, "TERM");

  private ExitSignals() {}

  /**
   * Returns the signal that a status above 128 usually means, as the end of a sentence; empty for
   * others.
   */
  static String hint(int exit) {
    String name = NAMES.get(exit - SIGNAL_BASE);
    return name == null ? "" : ", as after signal " + name;
  }
}
