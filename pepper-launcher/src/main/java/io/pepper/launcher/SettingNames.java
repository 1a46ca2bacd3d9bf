package io.pepper.launcher;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The comparison of a name that is no setting with those that are, so that a misspelt one is told
 * with the right one beside it.
 */
record SettingNames(Set<String> known) {
  /** The most changed, missing, additional or swapped letters of a name that is surely misspelt. */
  private static final int MISSPELT = 2;

  private static final String PREFIX = "pepper.";

  /** Returns whether the name differs from a setting by a slip of the finger or two. */
  boolean isMisspelt(String name) {
    return nearest(name).filter(right -> distance(name, right) <= MISSPELT).isPresent();
  }

  /** Returns the setting that was probably meant, or empty if none is similar. */
  Optional<String> nearest(String name) {
    Comparator<String> order = Comparator.comparingInt(right -> distance(name, right));
    return known.stream()
        .filter(right -> distance(name, right) <= similar(name) || hasWordsOf(name, right))
        .min(order.thenComparing(Comparator.naturalOrder()));
  }

  private static int similar(String name) {
    return Math.max(MISSPELT, (name.length() - PREFIX.length()) / 3);
  }

  /** Returns whether the setting has each word of the name: pepper.port is in pepper.http.port. */
  private static boolean hasWordsOf(String name, String right) {
    Set<String> words = new HashSet<>(Arrays.asList(right.split("[.-]")));
    return words.containsAll(Arrays.asList(name.split("[._-]")));
  }

  /** Returns how many letters to change, add, leave out or swap make one name of the other. */
  private static int distance(String one, String other) {
    String a = one.replaceAll("[_-]", ".");
    String b = other.replaceAll("[_-]", ".");
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
        if (areSwapped(a, b, i, j)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }

  private static boolean areSwapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
