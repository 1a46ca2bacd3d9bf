package io.pepper.launcher;

import io.pepper.launcher.training.Training;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The cache that makes every start but the first fast: classes already parsed and linked, with what
 * the compiler learnt of them. The Java virtual machine writes it when a process ends, so a second
 * Pepper, of low priority, with a data folder of its own and any free ports, starts once in the
 * background, works for a while, and ends. That process outlives this one if need be; {@code
 * ./pepper prepare} ends it when it stands still, and puts the file in place only when it is whole.
 */
record StartCache(Settings settings, AdminPassword password) {
  private static final Logger LOG = System.getLogger("io.pepper.launcher");

  /** Starts the preparation if there is no cache yet, or ends it in the process that prepares. */
  void afterStart() throws InterruptedException {
    int training = Integer.getInteger("pepper.server.training", 0);
    if (training > 0) {
      new Training(
              settings.authority("pepper.http.port"),
              settings.authority("pepper.resp.port"),
              password.text(),
              training)
          .run();
      System.exit(0);
    }
    String command = System.getProperty("pepper.server.prepare");
    if (command != null) {
      prepare(command);
    }
  }

  private static void prepare(String command) {
    try {
      Process preparing =
          new ProcessBuilder("nice", "-n", "19", command, "prepare")
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      LOG.log(Level.INFO, "a cache for faster starts is being made in the background");
      preparing.onExit().thenAccept(StartCache::logEnd);
    } catch (IOException notPossible) {
      LOG.log(Level.INFO, "no cache for faster starts: {0}", notPossible.toString());
    }
  }

  private static void logEnd(Process ended) {
    if (ended.exitValue() == 0) {
      LOG.log(Level.INFO, "the cache for faster starts is there: the next start uses it");
    } else {
      LOG.log(
          Level.WARNING,
          "the cache for faster starts could not be made: starts stay slow, and this build does not"
              + " try again by itself. See prepare.log in pepper-launcher/target, and try ./pepper"
              + " prepare");
    }
  }
}
