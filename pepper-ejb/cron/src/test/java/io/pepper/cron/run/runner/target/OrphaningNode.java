package io.pepper.cron.run.target;

import java.nio.file.Path;
import java.time.Duration;

/** A process made to be killed while it runs commands. Arguments: data folder, scripts. */
final class OrphaningNode {
  private OrphaningNode() {}

  public static void main(String[] args) throws Exception {
    RunFixture cron = new RunFixture(Path.of(args[0]), null);
    for (int i = 1; i < args.length; i++) {
      RunFixture.StartedRun going =
          cron.going(RunFixture.sh(args[i]), Duration.ofHours(1), Duration.ofMinutes(1));
      System.out.println(going.attempt.id());
    }
    Thread.currentThread().join();
  }
}
