package io.pepper.test.chaos;

import java.util.List;

/** What became of one occurrence of one slot. */
enum Fate {
  RAN("ran"),
  MISSED("left out: missed"),
  HELD_UP("left out: another run was under way"),
  NEVER_BEGAN("taken, but its node was lost before it began"),
  UNKNOWN("nobody knows");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  /** Of an occurrence that nothing was executed for. */
  static Fate without(List<Recorded> recorded) {
    if (recorded.isEmpty()) {
      return UNKNOWN;
    }
    if (recorded.stream().noneMatch(run -> run.state().equals("SKIPPED"))) {
      return NEVER_BEGAN;
    }
    return recorded.stream().anyMatch(run -> run.text().contains("missed")) ? MISSED : HELD_UP;
  }

  @Override
  public String toString() {
    return words;
  }
}
