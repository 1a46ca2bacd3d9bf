package io.pepper.config.ini;

/** An ini text that is refused as a whole; the message begins with the number of the line. */
public final class IniSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * Creates the error.
   *
   * @param line from 1
   * @param problem what is wrong and what is allowed
   */
  IniSyntaxException(int line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  /** Returns the number of the line, from 1. */
  public int line() {
    return line;
  }
}
