package io.pepper.architecture;

import java.util.Set;

/**
 * The house rules in figures: what {@link MeasuresTest}, {@link NamesTest}, {@link ReferencesTest}
 * and {@link ThreadStartsTest} hold the sources to. A budget only ever shrinks; whoever gets below
 * one lowers it.
 */
final class HouseBudgets {
  /** Files of a package, its description not counted. */
  static final int MAX_FILES_OF_A_PACKAGE = 20;

  /** Lines of a file. */
  static final int MAX_LINES_OF_A_FILE = 250;

  /** Lines of a method or constructor. */
  static final int MAX_LINES_OF_A_METHOD = 40;

  /**
   * Top-level types that are public, of all, in percent. The goal is 40: small packages cost public
   * types, since Java has nothing between a package and everybody.
   */
  static final double MAX_PUBLIC_TYPES = 56;

  /** Doc comments in fragments, of all, in percent. */
  static final double MAX_FRAGMENTS = 5;

  /** Packages that are larger yet. */
  static final int LARGE_PACKAGES = 1;

  /** Files that are longer yet. */
  static final int LONG_FILES = 1;

  /** Methods that are longer yet. */
  static final int LONG_METHODS = 1;

  /** Catches of everything without the mark {@code // Edge: …} yet. */
  static final int BROAD_CATCHES = 2;

  /** Simple names that stand for several types yet. */
  static final int AMBIGUOUS_NAMES = 1;

  /** Methods yet that look, tell or take. */
  static final int VAGUE_VERBS = 0;

  /** Constants yet whose names begin with {@link NamesTest}'s forbidden words. */
  static final int ODD_CONSTANTS = 0;

  /** Places yet where a type's name from before is in use. */
  static final int OLD_NAMES = 0;

  /** References yet to what is not in the repository. */
  static final int FOREIGN_REFERENCES = 0;

  /** Packages besides its own that a capability shows to others: values without behaviour. */
  static final Set<String> PACKAGES_OF_VALUES = Set.of("discovery.instance");

  /** Arrows yet from a capability into another. */
  static final Set<String> INNER_ARROWS = Set.of("cron -> bus.accept", "cron -> bus.metrics");

  /** Modules that start threads by themselves, since they do not stand on the kernel. */
  static final Set<String> MODULES_WITH_THREADS_OF_THEIR_OWN =
      Set.of("pepper-connector/rar", "pepper-launcher", "pepper-client");

  private HouseBudgets() {}
}
