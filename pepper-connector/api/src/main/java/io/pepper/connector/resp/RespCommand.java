package io.pepper.connector.resp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;

/**
 * One command as it arrived: its name and its arguments, binary safe. Immutable by agreement: the
 * arrays are not written to.
 */
public final class RespCommand {
  /** The bytes that a word costs in memory besides its own. */
  private static final int WORD_OVERHEAD = 32;

  private final byte[][] words;
  private String name;

  /**
   * @param words name first, then the arguments; at least one word, none of them null
   */
  public RespCommand(byte[]... words) {
    if (words.length == 0) {
      throw new IllegalArgumentException("a command has at least a name");
    }
    this.words = words;
  }

  /** Returns the name in upper case, as commands are looked up. */
  public String name() {
    if (name == null) {
      name = nameAsTyped().toUpperCase(Locale.ROOT);
    }
    return name;
  }

  /** Returns the name as the client wrote it, for error replies. */
  public String nameAsTyped() {
    return new String(words[0], UTF_8);
  }

  /** Returns the number of arguments that follow the name. */
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

  /** Returns roughly the bytes of memory that the command takes: its words and what keeps them. */
  public long size() {
    long size = 0;
    for (byte[] word : words) {
      size += word.length + WORD_OVERHEAD;
    }
    return size;
  }

  /**
   * @param index 0 for the first argument after the name
   * @return the argument, or empty if its bytes are not UTF-8
   */
  public Optional<String> exactText(int index) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(words[index + 1]);
      return Optional.of(UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads an argument for names and messages; different bytes that are not UTF-8 may read the same.
   *
   * @param index 0 for the first argument after the name
   * @return the argument read as UTF-8
   */
  public String text(int index) {
    return new String(words[index + 1], UTF_8);
  }
}
