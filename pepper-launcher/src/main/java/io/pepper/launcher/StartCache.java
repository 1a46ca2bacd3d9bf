package io.pepper.launcher;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * The cache that makes every start but the first fast: classes already parsed and linked, with what
 * the compiler learnt of them. The Java virtual machine writes it when a process ends, so a second
 * Pepper, of low priority, with a data folder of its own and any free ports, starts once in the
 * background, and ends. That process outlives this one if need be; {@code ./pepper prepare} bounds
 * it and puts the file in place only when it is whole.
 */
record StartCache(Settings settings) {
  private static final Duration PAGE_LIMIT = Duration.ofSeconds(10);

  /** Starts the preparation if there is no cache yet, or ends it in the process that prepares. */
  void afterStart() {
    if (Boolean.getBoolean("pepper.server.training")) {
      visit("/");
      visit("/health/ready");
      visit("/metrics");
      System.exit(0);
    }
    String command = System.getProperty("pepper.server.prepare");
    if (command != null) {
      prepare(command);
    }
  }

  private static void prepare(String command) {
    try {
      new ProcessBuilder("nice", "-n", "19", command, "prepare")
          .redirectInput(new File("/dev/null"))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException notPossible) {
      System.getLogger("io.pepper.launcher")
          .log(System.Logger.Level.INFO, "no cache for faster starts: {0}", notPossible.toString());
    }
  }

  /** Requests a page, so that the server loads what the first visitor would wait for. */
  private void visit(String path) {
    try {
      var uri = URI.create("http://" + settings.authority("pepper.http.port") + path);
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout((int) PAGE_LIMIT.toMillis());
      connection.setReadTimeout((int) PAGE_LIMIT.toMillis());
      connection.getResponseCode();
    } catch (IOException noPage) {
      System.getLogger("io.pepper.launcher")
          .log(System.Logger.Level.DEBUG, "{0} did not answer: {1}", path, noPage.toString());
    }
  }
}
