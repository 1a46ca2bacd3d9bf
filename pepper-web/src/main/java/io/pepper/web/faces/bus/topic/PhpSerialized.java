package io.pepper.web.faces.bus.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * The text of values that PHP's {@code serialize()} wrote, for people to read. It only reads: no
 * object is made of it, and nothing in it is run. For one thread.
 */
final class PhpSerialized {
  private static final int MAX_DEPTH = 100;
  private static final String INDENT = "  ";

  private final byte[] bytes;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private PhpSerialized(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the value as text; empty if the bytes are not one whole serialized value. */
  static Optional<String> read(byte[] bytes) {
    PhpSerialized reader = new PhpSerialized(bytes);
    try {
      reader.value(0);
      return reader.at == bytes.length ? Optional.of(reader.text.toString()) : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException() {
      super("this is not of PHP's serialize()", null, false, false);
    }
  }

  private void value(int depth) throws MalformedException {
    if (depth > MAX_DEPTH) {
      throw new MalformedException();
    }
    char type = next();
    switch (type) {
      case 'N' -> {
        expect(';');
        text.append("null");
      }
      case 'b' -> text.append(scalar().equals("1") ? "true" : "false");
      case 'i', 'd' -> text.append(scalar());
      case 's' -> {
        expect(':');
        quoted(string());
        expect(';');
      }
      case 'r', 'R' -> text.append("(same as value ").append(scalar()).append(')');
      case 'a' -> {
        expect(':');
        members("[", " => ", "]", depth);
      }
      case 'O' -> object(depth);
      case 'C' -> custom();
      case 'E' -> {
        expect(':');
        text.append(string());
        expect(';');
      }
      default -> throw new MalformedException();
    }
  }

  private void object(int depth) throws MalformedException {
    expect(':');
    text.append(string()).append(' ');
    expect(':');
    members("{", ": ", "}", depth);
  }

  /** Reads the object of a class that writes itself: its inside is of its own form. */
  private void custom() throws MalformedException {
    expect(':');
    text.append(string()).append(" {");
    expect(':');
    int length = count();
    expect('{');
    text.append(piece(length)).append('}');
    expect('}');
  }

  private void members(String open, String between, String close, int depth)
      throws MalformedException {
    int count = count();
    expect('{');
    text.append(open);
    for (int i = 0; i < count; i++) {
      line(depth + 1);
      value(depth + 1);
      text.append(between);
      value(depth + 1);
    }
    if (count > 0) {
      line(depth);
    }
    expect('}');
    text.append(close);
  }

  private void line(int depth) {
    text.append('\n').append(INDENT.repeat(depth));
  }

  private void quoted(String value) {
    text.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }

  /** Reads {@code length:"bytes"}; the length is in bytes. */
  private String string() throws MalformedException {
    int length = count();
    expect('"');
    String value = piece(length);
    expect('"');
    return value;
  }

  private String piece(int length) throws MalformedException {
    if (length > bytes.length - at) {
      throw new MalformedException();
    }
    String value = new String(bytes, at, length, UTF_8);
    at += length;
    return value;
  }

  /** Reads a number and the colon behind it. */
  private int count() throws MalformedException {
    String number = until(':');
    if (!number.matches("\\d{1,9}")) {
      throw new MalformedException();
    }
    return Integer.parseInt(number);
  }

  private String scalar() throws MalformedException {
    expect(':');
    String value = until(';');
    if (!value.matches("[-+.0-9A-Za-z]{1,40}")) {
      throw new MalformedException();
    }
    return value;
  }

  private String until(char end) throws MalformedException {
    StringBuilder read = new StringBuilder();
    for (char c = next(); c != end; c = next()) {
      read.append(c);
    }
    return read.toString();
  }

  private void expect(char wanted) throws MalformedException {
    if (next() != wanted) {
      throw new MalformedException();
    }
  }

  private char next() throws MalformedException {
    if (at >= bytes.length) {
      throw new MalformedException();
    }
    return (char) (bytes[at++] & 0xff);
  }
}
