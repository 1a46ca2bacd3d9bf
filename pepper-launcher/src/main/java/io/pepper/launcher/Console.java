package io.pepper.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * The output to the terminal. It keeps the process's own streams, since the server redirects {@link
 * System#out} and {@link System#err} to its log.
 */
final class Console {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final long startedNanos = System.nanoTime();

  void progress(String what) {
    var elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    out.printf(Locale.ROOT, "pepper: %5.1f s  %s%n", elapsed.toMillis() / 1000.0, what);
    out.flush();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void error(String line) {
    err.println("pepper: " + line);
    err.flush();
  }
}
