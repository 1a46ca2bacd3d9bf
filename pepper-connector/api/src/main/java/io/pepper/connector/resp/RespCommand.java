package io.pepper.connector.resp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * One command as it arrived: its name and its arguments, binary safe. Immutable by agreement:
 * nobody writes into the arrays.
 */
public final class RespCommand {
  private final byte[][] words;

  /**
   * @param words name first, then the arguments; at least one word, none of them null
   */
  public RespCommand(byte[]... words) {
    if (words.length == 0) {
      throw new IllegalArgumentException("a command has at least a name");
    }
    this.words = words;
  }

  /** The name in upper case, as commands are looked up. */
  public String name() {
    return nameAsTyped().toUpperCase(Locale.ROOT);
  }

  /** The name as the client wrote it, for error replies. */
  public String nameAsTyped() {
    return new String(words[0], UTF_8);
  }

  /** How many arguments follow the name. */
  public int argumentCount() {
    return words.length - 1;
  }

  /**
   * @param index 0 for the first argument after the name
   * @return the bytes as they arrived, not a copy
   */
  public byte[] argument(int index) {
    return words[index + 1];
  }

  /**
   * @param index 0 for the first argument after the name
   * @return the argument read as UTF-8
   */
  public String text(int index) {
    return new String(words[index + 1], UTF_8);
  }
}
