package io.pepper.web.discovery;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The consumers that wait for news of one application: their number, and their names. For one
 * thread.
 */
public final class Listeners {
  /** Largest number of names; consumers beyond it are only counted. */
  public static final int MAX_NAMES = 100;

  private final SortedSet<String> names = new TreeSet<>();
  private int count;

  void add(String name) {
    count++;
    names.add(name);
    if (names.size() > MAX_NAMES) {
      names.removeLast();
    }
  }

  public int count() {
    return count;
  }

  /** Returns the names in order, each once, the first {@link #MAX_NAMES} of them. */
  public SortedSet<String> names() {
    return names;
  }
}
