package io.pepper.connector.resp.parse;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of an inline command, split as Redis does: words between blanks, {@code "…"} with
 * {@code \r \t \b \a \xHH}, {@code '…'} with {@code \'} only. A closing quote ends the word.
 */
final class InlineWords {
  private final byte[] line;
  private final int length;
  private int at;

  private InlineWords(byte[] line, int length) {
    this.line = line;
    this.length = length;
  }

  /**
   * @return the words, maybe none; null when a quote is not closed or not followed by a blank
   */
  static byte[][] split(byte[] line, int length) {
    return new InlineWords(line, length).words();
  }

  private byte[][] words() {
    List<byte[]> words = new ArrayList<>();
    for (skipBlanks(); at < length; skipBlanks()) {
      ByteArrayOutputStream word = new ByteArrayOutputStream();
      if (!readWord(word)) {
        return null;
      }
      words.add(word.toByteArray());
    }
    return words.toArray(byte[][]::new);
  }

  private boolean readWord(ByteArrayOutputStream word) {
    while (at < length && !isBlank(line[at])) {
      byte b = line[at++];
      if (b == '"' || b == '\'') {
        return (b == '"' ? readDoubleQuoted(word) : readSingleQuoted(word)) && atWordEnd();
      }
      word.write(b);
    }
    return true;
  }

  private boolean readDoubleQuoted(ByteArrayOutputStream word) {
    while (at < length) {
      byte b = line[at++];
      if (b == '"') {
        return true;
      }
      word.write(b == '\\' && at < length ? escaped() : b);
    }
    return false;
  }

  private int escaped() {
    byte b = line[at++];
    if (b == 'x' && at + 1 < length && hex(line[at]) >= 0 && hex(line[at + 1]) >= 0) {
      at += 2;
      return hex(line[at - 2]) << 4 | hex(line[at - 1]);
    }
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private boolean readSingleQuoted(ByteArrayOutputStream word) {
    while (at < length) {
      byte b = line[at++];
      if (b == '\'') {
        return true;
      }
      if (b == '\\' && at < length && line[at] == '\'') {
        b = line[at++];
      }
      word.write(b);
    }
    return false;
  }

  private boolean atWordEnd() {
    return at == length || isBlank(line[at]);
  }

  private void skipBlanks() {
    while (at < length && isBlank(line[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  private static int hex(byte b) {
    return b < 0 ? -1 : Character.digit(b, 16);
  }
}
