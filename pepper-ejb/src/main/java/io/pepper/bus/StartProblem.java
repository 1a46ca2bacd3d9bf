package io.pepper.bus;

/** Finds the sentence that an operator can act on: ours, rather than a library's underneath it. */
final class StartProblem {
  private StartProblem() {}

  static String of(Throwable failure) {
    Throwable told = failure;
    while (told.getCause() != null && !isOurs(told)) {
      told = told.getCause();
    }
    return told.getMessage() == null ? told.toString() : told.getMessage();
  }

  private static boolean isOurs(Throwable failure) {
    return failure.getClass().getName().startsWith("io.pepper.");
  }
}
