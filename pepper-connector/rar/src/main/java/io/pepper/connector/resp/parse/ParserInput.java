package io.pepper.connector.resp.parse;

/** The bytes from the client and how far they are used up. */
final class ParserInput {
  private static final byte[] NOTHING = {};

  byte[] bytes;
  int at;
  int end;

  void set(byte[] bytes, int length) {
    this.bytes = bytes;
    at = 0;
    end = length;
  }

  /** Forgets the bytes: an idle connection must not hold what it has read. */
  void release() {
    set(NOTHING, 0);
  }

  int left() {
    return end - at;
  }
}
