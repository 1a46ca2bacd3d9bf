package io.pepper.cron.history;

import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import java.time.Instant;
import java.util.Optional;

/** The fitting of runs into the table's columns. */
final class RunTexts {
  static final int MAX_OUTPUT = 64 << 10;
  static final int MAX_BRIEF_OUTPUT = 1 << 10;
  // What the longest note of an omission takes.
  private static final int NOTE = 60;

  private RunTexts() {}

  /** Returns the run with at most 64 KiB of output, and with an end exactly if its state is one. */
  static Run storable(Run run, Instant now) {
    Optional<Instant> ended =
        run.state() == RunState.RUNNING ? Optional.empty() : run.ended().or(() -> Optional.of(now));
    return with(run, ended, run.state(), bounded(run.output(), MAX_OUTPUT));
  }

  static Run brief(Run run) {
    return with(run, run.ended(), run.state(), bounded(run.output(), MAX_BRIEF_OUTPUT));
  }

  static Run lost(Run run, Instant when) {
    return with(run, Optional.of(when), RunState.LOST, run.output());
  }

  private static Run with(Run run, Optional<Instant> ended, RunState state, String output) {
    return Run.builder(run.id(), run.job())
        .slot(run.slot())
        .nominal(run.nominal())
        .on(run.node(), run.member())
        .started(run.started(), run.lateness())
        .ended(ended)
        .state(state)
        .exitCode(run.exitCode())
        .output(output)
        .build();
  }

  /**
   * Returns the beginning and the end of a text that is too long, and between them how much is
   * missing.
   *
   * @param max bytes in UTF-8
   */
  static String bounded(String text, int max) {
    long bytes = utf8Length(text);
    if (bytes <= max) {
      return wellFormed(text);
    }
    int half = (max - NOTE) / 2;
    int head = 0;
    for (int size = 0; (size += utf8Length(text, head)) <= half; ) {
      head += Character.charCount(text.codePointAt(head));
    }
    int tail = text.length();
    for (int size = 0; (size += utf8LengthBefore(text, tail)) <= half; ) {
      tail -= Character.charCount(text.codePointBefore(tail));
    }
    long missing = utf8Length(text.substring(head, tail));
    return wellFormed(
        text.substring(0, head)
            + "\n[... "
            + missing
            + " bytes left out ...]\n"
            + text.substring(tail));
  }

  /** Replaces halves of characters, which no database stores. */
  private static String wellFormed(String text) {
    if (text.codePoints().noneMatch(RunTexts::isHalf)) {
      return text;
    }
    return text.codePoints()
        .map(point -> isHalf(point) ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static long utf8Length(String text) {
    return text.codePoints().mapToLong(RunTexts::utf8Length).sum();
  }

  private static int utf8Length(String text, int at) {
    return utf8Length(text.codePointAt(at));
  }

  private static int utf8LengthBefore(String text, int at) {
    return utf8Length(text.codePointBefore(at));
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
