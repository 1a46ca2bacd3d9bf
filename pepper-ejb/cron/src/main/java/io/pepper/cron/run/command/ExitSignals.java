package io.pepper.cron.run.command;

import java.util.Map;

/** Signals by which processes end, as exit statuses show them. */
final class ExitSignals {
  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "HUP", 2, "INT", 3, "QUIT", 4, "ILL", 6, "ABRT", 8, "FPE", 9, "KILL", 11, "SEGV", 13,
          "PIPE", 15, "TERM");

  private ExitSignals() {}

  /** What a status over 128 usually means; empty for others. */
  static String hint(int exit) {
    String name = NAMES.get(exit - SIGNAL_BASE);
    return name == null ? "" : ", as after signal " + name;
  }
}
