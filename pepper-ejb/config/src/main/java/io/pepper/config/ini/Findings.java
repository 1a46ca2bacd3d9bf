package io.pepper.config.ini;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The findings of one file, of which the first {@link #MAX_FINDINGS} are kept. */
final class Findings {
  static final int MAX_FINDINGS = 1_000;

  private final List<IniFinding> findings = new ArrayList<>();

  void add(int line, IniTrap trap, String effect) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(new IniFinding(line, trap, effect));
    }
  }

  /** Returns the findings by their lines. */
  List<IniFinding> sorted() {
    return findings.stream().sorted(Comparator.comparingInt(IniFinding::line)).toList();
  }
}
