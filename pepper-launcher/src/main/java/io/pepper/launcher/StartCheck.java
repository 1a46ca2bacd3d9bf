package io.pepper.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that can be known to keep Pepper from starting before anything slow begins, all of it
 * at once: who mends one thing should not meet the next a minute later.
 */
final class StartCheck {
  private StartCheck() {}

  /**
   * The program that {@code ./pepper run} starts before it builds. Exits with 0 if Pepper could
   * start, and with 1 after a line for each reason why not.
   */
  public static void main(String[] args) {
    var console = new Console();
    try {
      var settings = Settings.read(System.getProperties(), System.getenv());
      require(settings, new DataFolder(settings.data()));
    } catch (StartFailure failure) {
      failure.getMessage().lines().forEach(console::error);
      System.exit(1);
    }
  }

  /**
   * Claims the data folder and the ports, and tries the servers that the settings name.
   *
   * @throws StartFailure with a line for each problem
   */
  static void require(Settings settings, DataFolder data) {
    List<String> problems = new ArrayList<>(settings.unknown().problems());
    try {
      data.claim();
    } catch (StartFailure unusable) {
      problems.add(unusable.getMessage());
    }
    problems.addAll(new Ports(settings).claim());
    problems.addAll(new Dependencies(settings).problems());
    if (!problems.isEmpty()) {
      throw new StartFailure(String.join("\n", problems));
    }
  }
}
