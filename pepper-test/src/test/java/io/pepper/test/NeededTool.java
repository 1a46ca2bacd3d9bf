package io.pepper.test;

import org.junit.jupiter.api.Assumptions;

/**
 * The check for a program that a test starts. A missing one skips the test, except under {@code
 * ./pepper test} of everything, which sets {@code PEPPER_REQUIRE_TOOLS}: there it fails the test.
 */
public final class NeededTool {
  private static final boolean REQUIRED = System.getenv("PEPPER_REQUIRE_TOOLS") != null;

  private NeededTool() {}

  /**
   * Ends the test unless the tool is there.
   *
   * @param debianPackage contains the tool
   */
  public static void check(boolean present, String debianPackage) {
    String remedy = "missing for this test: apt-get install " + debianPackage;
    if (REQUIRED && !present) {
      throw new AssertionError(remedy);
    }
    Assumptions.assumeTrue(present, remedy);
  }
}
