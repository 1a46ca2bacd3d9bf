package io.pepper.settings;

/**
 * The reason for the launcher, in one line, why the application cannot start: what is wrong and
 * which setting changes it. The first report of a start wins, since later ones follow from it.
 */
public final class StartFailure {
  /** The system property the launcher reads when the deployment failed. */
  public static final String PROPERTY = "pepper.start.failure";

  private StartFailure() {}

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

  public static void report(String oneLine) {
    System.getProperties().putIfAbsent(PROPERTY, oneLine.replaceAll("\\R", " "));
  }
}
