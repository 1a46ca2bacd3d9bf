package io.pepper.config.ini;

/**
 * A place of a file that means something else than it seems to.
 *
 * @param line from 1
 * @param effect what the file means there, as a sentence without a full stop
 */
public record IniFinding(int line, IniTrap trap, String effect) {
  /** Returns line, effect and remedy in one line of text. */
  public String message() {
    return "line %d: %s; %s".formatted(line, effect, trap.remedy());
  }
}
