package io.pepper.settings;

import java.util.function.Supplier;

/**
 * The reason for the launcher, in one line, why the application cannot start: what is wrong and
 * which setting changes it. The first report of a start wins, since later ones follow from it. Safe
 * for any number of threads.
 */
public final class StartFailure {
  /** The system property the launcher reads when the deployment failed. */
  public static final String PROPERTY = "pepper.start.failure";

  private StartFailure() {}

  /**
   * Runs a part of the start; what it throws is reported and thrown on.
   *
   * @param part of the start
   */
  public static void guard(Runnable part) {
    guard(part, () -> {});
  }

  /**
   * Runs a part of the start; what it throws is reported and thrown on, after what the part had
   * opened is closed, so that the next start finds nothing locked.
   *
   * @param part of the start
   * @param close called after a failure only; may find some things not opened. What it throws is
   *     attached to the failure
   */
  public static void guard(Runnable part, Runnable close) {
    try {
      part.run();
    } catch (RuntimeException e) {
      // Edge: the reason of a failed start is reported for people, whatever it is.
      report(e);
      closeAfter(e, close);
      throw e;
    }
  }

  /**
   * Returns what a part of the start makes; what it throws is reported and thrown on.
   *
   * @param part of the start
   */
  public static <T> T guard(Supplier<T> part) {
    try {
      return part.get();
    } catch (RuntimeException e) {
      // Edge: the reason of a failed start is reported for people, whatever it is.
      report(e);
      throw e;
    }
  }

  private static void closeAfter(RuntimeException failure, Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      // Edge: the first failure is the one to be seen.
      failure.addSuppressed(e);
    }
  }

  /** Reports the sentence that an operator can act on: ours, rather than a library's beneath it. */
  public static void report(Throwable failure) {
    Throwable told = failure;
    while (told.getCause() != null && !isOurs(told)) {
      told = told.getCause();
    }
    report(told.getMessage() == null ? told.toString() : told.getMessage());
  }

  private static boolean isOurs(Throwable failure) {
    return failure.getClass().getName().startsWith("io.pepper.");
  }

  /** Reports a text; line breaks become blanks. */
  public static void report(String oneLine) {
    System.getProperties().putIfAbsent(PROPERTY, oneLine.replaceAll("\\R", " "));
  }
}
